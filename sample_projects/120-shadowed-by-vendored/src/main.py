from helpers import shorten


async def on_fetch(request, env):
    return shorten(str(request))
