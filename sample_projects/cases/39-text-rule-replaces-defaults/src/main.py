from pathlib import Path

from workers import Response, WorkerEntrypoint

PAGE = (Path(__file__).parent / "page.html").read_text()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(PAGE)
