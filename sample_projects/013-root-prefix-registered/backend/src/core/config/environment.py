import os


def read_environment():
    return os.environ.get("ENVIRONMENT", "development")
