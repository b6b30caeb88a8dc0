import os

NODE = int.from_bytes(os.urandom(6), "big")
