import json
from pathlib import Path

WORDS = json.loads((Path(__file__).parent / "data" / "codenames_words.json").read_text("utf-8"))
