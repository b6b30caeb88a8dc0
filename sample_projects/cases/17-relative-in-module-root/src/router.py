from .utils import render


def handle():
    return render()
