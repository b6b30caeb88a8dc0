try:
    import logfire
    from workers import Response, WorkerEntrypoint

    class Default(WorkerEntrypoint):
        async def fetch(self, request):
            return Response(logfire.name)

except ImportError:
    pass
