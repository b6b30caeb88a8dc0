from lxml import html


def parse():
    return html
