class Kinglet:
    name = "kinglet"
