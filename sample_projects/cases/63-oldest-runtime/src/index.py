from js import Date, Response

STARTED = Date.new()


async def on_fetch(request, env):
    return Response.new(str(STARTED))
