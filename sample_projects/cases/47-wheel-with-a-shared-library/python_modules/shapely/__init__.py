def area(shape):
    return shape
