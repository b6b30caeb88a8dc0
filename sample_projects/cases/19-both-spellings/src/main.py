try:
    from .cards import draw
except ImportError:
    from cards import draw

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(draw())
