from mcp.server import FastMCP
from workers import Response, WorkerEntrypoint

server = FastMCP()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
