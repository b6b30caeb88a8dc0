def price(order):
    return len(order.lines)
