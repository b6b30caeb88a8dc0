def wrap(text):
    return f"<main>{text}</main>"
