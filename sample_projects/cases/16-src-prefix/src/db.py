def query():
    return "rows"
