import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE / "lib") not in sys.path:
    sys.path.insert(0, str(HERE / "lib"))
sys.path.append(str(HERE.parent))

from pads.left import left_pad


def on_fetch():
    return left_pad("x", 3)
