from main import app


def register():
    app["routes"].append("/")
