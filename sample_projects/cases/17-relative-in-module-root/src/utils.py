def render():
    return "Hello"
