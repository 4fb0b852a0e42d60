"""The members as Django knows them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    """Who reads: readers, what they follow, save, mute and read, and what they may be shown."""

    name = "newsstand.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Seal what is written once, after every migration."""
        import newsstand.members.accounts.confirming  # what follows from allauth's signals
        import newsstand.members.accounts.watching  # noqa: F401 - and what is written down of them
        from newsstand.members.paying.sealing import seal_tables

        post_migrate.connect(seal_tables, sender=self, dispatch_uid="newsstand.sealed")
