from dataclasses import dataclass, field

from src.core.config.environment import read_environment


@dataclass
class Settings:
    environment: str = field(default_factory=read_environment)
    title: str = "Example API"
