from shared.mail import compose


async def on_fetch(request, env):
    return compose("hello")
