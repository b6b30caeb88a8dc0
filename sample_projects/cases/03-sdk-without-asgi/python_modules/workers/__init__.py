class Response:
    def __init__(self, body=None):
        self.body = body


class WorkerEntrypoint:
    pass
