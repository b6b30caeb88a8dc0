__version__ = "2.33.2"
