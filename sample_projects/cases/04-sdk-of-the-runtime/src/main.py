from workers import Response, WorkerEntrypoint


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        import asgi

        return await asgi.fetch(app, request, self.env)
