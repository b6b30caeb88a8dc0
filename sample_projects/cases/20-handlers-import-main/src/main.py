from workers import Response, WorkerEntrypoint

from handlers import api

app = {"routes": []}
api.register()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
