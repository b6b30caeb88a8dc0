from pathlib import Path

from workers import Response, WorkerEntrypoint


def welcome_is_off(repository):
    try:
        with open(Path(__file__).parent / "no_welcome_repos.yml") as listed:
            return repository in listed.read()
    except OSError:
        return False


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(welcome_is_off("a")))
