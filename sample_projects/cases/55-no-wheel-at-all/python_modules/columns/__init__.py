import fastpack


class Client:
    loads = fastpack.loads
