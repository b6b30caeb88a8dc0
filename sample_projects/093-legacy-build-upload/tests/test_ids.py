from common.ids import make_id


def test_make_id():
    assert make_id('ab') == 2
