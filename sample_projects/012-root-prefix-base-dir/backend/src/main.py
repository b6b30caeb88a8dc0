from workers import Response, WorkerEntrypoint

from src.core.config.settings import Settings
from src.api.routes import describe


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.url.endswith("/title"):
            return Response(Settings().title)
        return Response(describe())
