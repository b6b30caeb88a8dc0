from app import create_app
from workers import Response, WorkerEntrypoint

app = create_app()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
