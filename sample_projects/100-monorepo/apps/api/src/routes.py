from common import VERSION


def answer():
    return VERSION
