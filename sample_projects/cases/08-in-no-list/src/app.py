from routers import youtube


def create_app():
    return {"youtube": youtube.list_videos}
