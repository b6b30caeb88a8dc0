from a import A


class B(A):
    pass
