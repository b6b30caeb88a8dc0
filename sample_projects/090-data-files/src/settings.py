import json
from pathlib import Path

GREETINGS = json.loads((Path(__file__).parent / "data" / "greetings.json").read_text("utf-8"))
