from pathlib import Path

from workers import Response, WorkerEntrypoint

WORDS = (Path(__file__).parent / "data" / "words.json").read_text()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(WORDS)
