from tidy_text._version import __version__
from tidy_text.core import tidy

__all__ = ["__version__", "tidy"]
