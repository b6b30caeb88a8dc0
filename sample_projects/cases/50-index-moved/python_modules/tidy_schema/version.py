from tidy_core import __version__ as core_version

VERSION = "2.12.0"
WANTED = "2.41.1"
if core_version != WANTED:
    raise SystemError(f"tidy-schema {VERSION} wants tidy-core {WANTED} and got {core_version}")
