from ._speedups import add
