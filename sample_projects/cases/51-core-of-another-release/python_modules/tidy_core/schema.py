class CoreSchema:
    pass
