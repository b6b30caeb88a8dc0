from settings import GREETINGS


async def on_fetch(request, env):
    return GREETINGS["en"]
