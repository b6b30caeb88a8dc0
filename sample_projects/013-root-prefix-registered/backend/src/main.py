import sys
from importlib.util import find_spec
from os.path import dirname
from types import ModuleType

if "src" not in sys.modules and find_spec("src") is None:  # a Worker has no folder of this name
    sys.modules["src"] = ModuleType("src")
    sys.modules["src"].__path__ = [dirname(__file__)]
    sys.modules["src.main"] = vars(sys.modules["src"])["main"] = sys.modules[__name__]

from workers import Response, WorkerEntrypoint

from src.core.config.settings import Settings
from src.api.routes import describe


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.url.endswith("/title"):
            return Response(Settings().title)
        return Response(describe())
