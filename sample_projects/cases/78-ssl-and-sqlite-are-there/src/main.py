import lzma
import sqlite3
import ssl

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(ssl.OPENSSL_VERSION + sqlite3.sqlite_version + lzma.__name__)
