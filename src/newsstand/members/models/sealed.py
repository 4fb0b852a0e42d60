"""Rows that are written once: neither changed nor taken out, by code or (see `members.paying.sealing`) in the store."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn

from django.db import models

from newsstand.errors import RowSealed


class SealedRows(models.QuerySet[Any]):
    """Rows of a sealed table, which can be added to and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise _refused(self.model)

    def delete(self) -> NoReturn:
        """Refused."""
        raise _refused(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise _refused(self.model)


class Sealed(models.Model):
    """A row that is written once."""

    objects = SealedRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; RowSealed where it stands already."""
        if not self._state.adding:
            raise _refused(type(self))
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        """Refused."""
        raise _refused(type(self))


def sealed_models(models_: Collection[type[models.Model]]) -> list[type[models.Model]]:
    """Those of some tables that are sealed."""
    return [model for model in models_ if issubclass(model, Sealed)]


def _refused(model: type[models.Model]) -> RowSealed:
    return RowSealed(
        f"a {model.__name__} is never changed nor taken out: enter what puts it right in the next month"
    )
