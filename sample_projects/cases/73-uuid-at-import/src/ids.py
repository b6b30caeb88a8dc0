import random
from uuid import uuid4

SESSION = uuid4()


class Dice:
    seed = random.random()
