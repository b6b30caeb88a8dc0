from codec import dumps


async def on_fetch(request, env):
    return dumps({"ok": True})
