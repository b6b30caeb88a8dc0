from . import home

__all__ = ["home"]
