from fastapi import FastAPI
from workers import Response, WorkerEntrypoint

app = FastAPI()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
