from hashlib import pbkdf2_hmac


async def on_fetch(request, env):
    return pbkdf2_hmac
