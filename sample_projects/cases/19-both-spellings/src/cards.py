try:
    from .deck import DECK
except ImportError:
    from deck import DECK


def draw():
    return DECK[0]
