from src.core.config.settings import Settings


def describe():
    settings = Settings()
    return f"{settings.title} ({settings.environment})"
