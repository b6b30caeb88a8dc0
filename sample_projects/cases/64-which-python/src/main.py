from dataclasses import dataclass
from datetime import UTC, datetime

from workers import Response, WorkerEntrypoint


@dataclass(frozen=True)
class Ok[T]:
    value: T


type Result[T] = Ok[T] | None


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(Ok(datetime.now(UTC))))
