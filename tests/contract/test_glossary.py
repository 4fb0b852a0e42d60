"""The glossary, the model and the store say the same words."""

import inspect
import re
from pathlib import Path

import pytest

from newsstand import model
from newsstand.newsroom.backup import stored_models

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
WORD = re.compile(r"^\| (?P<word>[^|]+?) \| (?P<means>[^|]+?) \|$", re.MULTILINE)
CODE = re.compile(r"In code: (\w+)")


def words() -> dict[str, str]:
    """Every word that the glossary explains, by its name in code where it has another one there."""
    found: dict[str, str] = {}
    for line in WORD.finditer(GLOSSARY.read_text("utf-8")):
        named = CODE.search(line["means"])
        found[named[1] if named else line["word"]] = line["means"]
    return found


NOUNS = [name for name in model.__all__ if inspect.isclass(getattr(model, name, None))]
TABLES = [table.__name__ for table in stored_models()]


@pytest.mark.parametrize("name", sorted({*NOUNS, *TABLES}))
def test_every_noun_and_every_table_has_its_line(name: str) -> None:
    assert words().get(name), f"docs/glossary.md has no line for {name}"


def test_no_word_is_explained_twice() -> None:
    told = [line["word"].lower() for line in WORD.finditer(GLOSSARY.read_text("utf-8"))]
    assert sorted(told) == sorted(set(told))


def test_there_are_nouns_and_tables() -> None:
    assert {"Article", "Brief", "Citation", "Slot"} <= set(NOUNS) & set(TABLES)


@pytest.mark.parametrize("name", NOUNS)
def test_every_noun_is_frozen_and_says_what_it_is(name: str) -> None:
    noun = getattr(model, name)
    assert noun.__doc__, name
    if hasattr(noun, "__dataclass_fields__"):
        assert noun.__dataclass_params__.frozen, name
        assert "__slots__" in vars(noun), name
