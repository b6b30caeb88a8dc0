from shapely import area


async def on_fetch(request, env):
    return area(1)
