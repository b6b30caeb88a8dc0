from kinglet import Kinglet
from workers import Response, WorkerEntrypoint

app = Kinglet()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
