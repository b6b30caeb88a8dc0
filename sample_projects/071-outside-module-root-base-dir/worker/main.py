from shared.mail import compose
from worker.subjects import subject_of


async def on_fetch(request, env):
    return compose(subject_of(request))
