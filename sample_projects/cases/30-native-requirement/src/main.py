from langgraph.graph import StateGraph
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(StateGraph.__name__)
