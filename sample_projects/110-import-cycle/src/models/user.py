from models.team import Team


class User:
    team = Team
