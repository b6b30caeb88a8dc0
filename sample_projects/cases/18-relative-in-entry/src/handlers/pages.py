def handle():
    return "Hello"
