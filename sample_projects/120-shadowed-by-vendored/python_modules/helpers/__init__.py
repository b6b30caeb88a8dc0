def deprecated(function):
    return function
