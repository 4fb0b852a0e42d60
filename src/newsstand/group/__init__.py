"""Articles -> stories, online; copies."""

from newsstand.group.grouper import Grouper
from newsstand.group.settings import GroupSettings

__all__ = ["GroupSettings", "Grouper"]
