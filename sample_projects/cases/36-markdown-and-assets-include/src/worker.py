from pathlib import Path

from workers import Response, WorkerEntrypoint


def read_page(name):
    return (Path(__file__).parent / "data" / "projects.md").read_text()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(read_page("projects"))
