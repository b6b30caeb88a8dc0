from b import B


class A:
    name = "a"
    partner = B
