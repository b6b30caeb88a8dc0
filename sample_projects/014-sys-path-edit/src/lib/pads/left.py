from spaces import SPACE


def left_pad(text, width):
    return SPACE * (width - len(text)) + text
