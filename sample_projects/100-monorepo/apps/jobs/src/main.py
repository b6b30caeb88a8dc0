from common import VERSION


async def on_scheduled(event, env):
    return VERSION
