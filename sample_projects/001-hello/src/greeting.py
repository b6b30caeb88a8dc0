import html


def greet(name):
    return f"Hello, {html.escape(name)}!"
