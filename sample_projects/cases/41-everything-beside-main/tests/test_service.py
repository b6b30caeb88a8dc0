from backend.service import TEXT


def test_text():
    assert TEXT
