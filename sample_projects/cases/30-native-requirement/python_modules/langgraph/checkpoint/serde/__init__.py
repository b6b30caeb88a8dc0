import ormsgpack


def dumps(value):
    return ormsgpack.packb(value)
