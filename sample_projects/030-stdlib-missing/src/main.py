from owners import owner_of


async def on_fetch(request, env):
    return owner_of(0)
