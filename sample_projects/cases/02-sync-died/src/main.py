import jinja2

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(jinja2.Template("Hello {{ name }}").render(name="you"))
