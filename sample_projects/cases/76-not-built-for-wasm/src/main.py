import sshkeyboard
from workers import Response, WorkerEntrypoint

import locks


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("Hello")
