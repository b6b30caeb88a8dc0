import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "lib"))

from workers import Response, WorkerEntrypoint

import pgwasm


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(pgwasm.connect())
