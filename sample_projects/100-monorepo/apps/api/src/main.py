from routes import answer


async def on_fetch(request, env):
    return answer()
