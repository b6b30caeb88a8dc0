def render(identifier):
    return str(identifier)
