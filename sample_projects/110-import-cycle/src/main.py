from models.user import User


async def on_fetch(request, env):
    return str(User())
