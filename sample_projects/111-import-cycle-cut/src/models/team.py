class Team:
    def owner(self):
        from models.user import User

        return User()
