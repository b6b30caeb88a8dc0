from js import Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint

OPTIONS = to_js({"cache": "no-store"}, dict_converter=Object.fromEntries)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(OPTIONS))
