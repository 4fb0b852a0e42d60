from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from tools.messages import LANGUAGES, brought_up_to_date, catalogue_of, packed, po_path, printed, spoken

from newsstand import web

TEMPLATES = sorted(Path(web.__file__).parent.rglob("templates/**/*.html"))
# What is the same in every language: the paper's own name where none was given, and marks.
NO_WORDS = frozenset(
    {"newsstand", "atom", "opml", "json", "markdown", "pdf", "csv", "en-gb", "ltr", "px", "mb"}
)


@pytest.fixture(scope="module")
def said() -> Catalog:
    return spoken()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_missed(language: str, said: Catalog) -> None:
    catalogue = brought_up_to_date(language, said)
    missing = [
        m.id for m in catalogue if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_as_the_tool_writes_them(language: str, said: Catalog) -> None:
    assert po_path(language).read_bytes() == printed(brought_up_to_date(language, said))
    assert po_path(language).with_suffix(".mo").read_bytes() == packed(catalogue_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_the_same_facts(language: str) -> None:
    for message in catalogue_of(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {frozenset(facts(text)) for text in ids}
        for place, string in enumerate(strings):
            held = frozenset(facts(string))
            # "one story" and, in Arabic, "two stories" may say the number as a word
            assert held in wanted or (len(strings) > 1 and place < 3 and any(held < w for w in wanted)), (
                message.id
            )


def facts(text: str) -> list[str]:
    """The places of a text that are filled in."""
    return re.findall(r"%\(\w+\)[sd]|%[sd]", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    text = path.read_text()
    text = re.sub(r"\{% block (?:page|main) %\}.*?\{% endblock %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% comment.*?endcomment %\}|\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% blocktrans.*?endblocktrans(?:late)? %\}", "", text, flags=re.DOTALL)
    shown = re.findall(
        r"(?:aria-label|title|alt|placeholder|content|label)=\"([^\"]*)\"",
        re.sub(r"<(?:meta|link)[^>]*>", "", text),
    )
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    # what is typed (kbd) and what machines read (code) is the same in every language
    text = re.sub(r"<(script|style|svg|kbd|code)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL)
    shown = [re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", words) for words in shown]
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", " ".join([text, *shown])))
    assert [word for word in words if word.lower() not in NO_WORDS] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "de"])
def test_no_language_speaks_another(language: str) -> None:
    """What is said in two words or more is not the same in two languages: one of them was not translated."""
    other = {str(m.id): m.string for m in catalogue_of("de") if m.id}
    same = [
        m.id
        for m in catalogue_of(language)
        if m.id
        and str(m.string) == str(other[str(m.id)])
        and len(re.findall(r"[^\W\d_]{2,}", re.sub(r"%\(\w+\)[sd]", "", str(m.string)))) >= 2
    ]
    assert same == []
