from workers import Response, WorkerEntrypoint

from tidy_text import tidy


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(tidy(await request.text()))
