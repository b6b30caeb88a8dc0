from google_auth_oauthlib.flow import Flow


def list_videos():
    return Flow
