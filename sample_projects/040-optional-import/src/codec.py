import contextlib
import sys

try:
    import fast_json as json
except ImportError:
    import json

with contextlib.suppress(ModuleNotFoundError):
    import codec_plugins

if sys.platform == "win32":
    import winreg


def dumps(value):
    return json.dumps(value)
