from models.user import User


class Team:
    def owner(self):
        return User()
