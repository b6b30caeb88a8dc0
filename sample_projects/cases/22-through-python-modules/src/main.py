from python_modules.starlette import status
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(status.HTTP_200_OK))
