from .layout import wrap


def render(request):
    return wrap("home")
