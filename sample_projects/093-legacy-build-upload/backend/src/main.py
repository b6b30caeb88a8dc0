from common.ids import make_id
from pages.home import render


async def on_fetch(request, env):
    return render(make_id(request))
