from router import route


async def on_fetch(request, env):
    return route(request)
