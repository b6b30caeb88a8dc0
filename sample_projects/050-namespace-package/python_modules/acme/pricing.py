def price_of(order):
    return order.amount * 2
