import re

from .rules import RULES


def tidy(text):
    for pattern, replacement in RULES:
        text = re.sub(pattern, replacement, text)
    return text.strip()
