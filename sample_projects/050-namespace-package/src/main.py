from acme.orders.model import Order
from acme.pricing import price_of


async def on_fetch(request, env):
    return price_of(Order(3))
