from fastapi import FastAPI
from workers import Response, WorkerEntrypoint
from router import routes

app = FastAPI(routes=routes)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
