from acme.orders.model import Order
from acme.pricing import price


async def on_fetch(request, env):
    return str(price(Order()))
