from workers.asgi_adapter import adapt


async def on_fetch(request, env):
    return adapt(request)
