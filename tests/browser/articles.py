"""The articles that are hard to lay out, by name, in a house."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from tests.browser.serving import House


class Pieces:
    """A house and the addresses of its articles."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.paths = {
            name: f"/article/{pk}/" for name, pk in json.loads(house.say("tests.browser.pieces")).items()
        }
        self.paths["ferry"] = "/article/1/"

    def __getitem__(self, name: str) -> str:
        return self.house.address + self.paths[name]

    def row(self, sql: str) -> Any:
        """One row of the store, or none where something is changed in it."""
        with closing(sqlite3.connect(self.house.folder / "newsstand.sqlite3", timeout=30)) as store, store:
            return store.execute(sql).fetchone()
