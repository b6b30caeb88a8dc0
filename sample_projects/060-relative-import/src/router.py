from .pages import home
from .errors import NotFound


def route(request):
    try:
        return home.render(request)
    except NotFound:
        return "not found"
