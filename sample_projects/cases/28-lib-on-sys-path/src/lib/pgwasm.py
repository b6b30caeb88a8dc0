import pgwire


def connect():
    return pgwire.VERSION
