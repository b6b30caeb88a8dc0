from .pages import handle
