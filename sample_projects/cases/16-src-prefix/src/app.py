from src.db import query


def answer():
    return query()
