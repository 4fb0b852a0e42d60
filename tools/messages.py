"""The pages' own words in every language: `python -m tools.messages [LANGUAGE …]` brings the catalogues up to date and packs them.

Words are found in templates and in code, as Django marks them; what is new stands in each `django.po` with an empty
translation, what is no longer said is dropped. `--check` changes nothing and fails where that would change something.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "newsstand"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("de", "fr", "es", "ar")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = (
    "# The words of Newsstand's pages. Written by hand; brought up to date by `python -m tools.messages`.\n#"
)


def spoken() -> Catalog:
    """Every message that pages can say, with where it is said."""
    catalogue = Catalog(project="Newsstand", charset="utf-8")
    for path, text in sources():
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])
        for _, message, comments, context in found:
            catalogue.add(
                message, None, [(path.relative_to(SOURCE).as_posix(), 0)], (), comments, context=context
            )
    return catalogue


def sources() -> Iterator[tuple[Path, str]]:
    """Code as it is, templates as code that says the same words."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize

    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts and "demo" not in path.parts:
            yield path, path.read_text()
    for path in sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        yield path, templatize(path.read_text(), origin=path.name)


def catalogue_of(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Newsstand", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def po_path(language: str) -> Path:
    """Where a language's words are written."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def brought_up_to_date(language: str, said: Catalog) -> Catalog:
    """A language's catalogue with every message that is said and no other; what is new is untranslated."""
    catalogue = catalogue_of(language)
    catalogue.update(said, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    return catalogue


def printed(catalogue: Catalog) -> bytes:
    """A catalogue as its file has it, sorted, the same for the same words."""
    out = io.BytesIO()
    write_po(
        out,
        catalogue,
        width=110,
        no_location=False,
        include_lineno=False,
        omit_header=False,
        sort_output=True,
        ignore_obsolete=True,
    )
    lines = out.getvalue().decode().splitlines(keepends=True)
    dated = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Language-Team',
        '"Generated-By',
        '"Report-Msgid',
    )
    return "".join(line for line in lines if not line.startswith(dated)).encode()


def packed(catalogue: Catalog) -> bytes:
    """A catalogue as Django reads it, the same at any time for the same words."""
    catalogue.creation_date = UNDATED
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Write, or with `--check` compare; 1 where a file is not as it should be."""
    words = sys.argv[1:]
    is_check = "--check" in words
    wanted = [language for language in words if language in LANGUAGES] or LANGUAGES
    said = spoken()
    wrong = []
    for language in wanted:
        catalogue = brought_up_to_date(language, said)
        text = printed(catalogue)
        missing = sum(
            1 for m in catalogue if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))
        )
        po, mo = po_path(language), po_path(language).with_suffix(".mo")
        pack = packed(read_po(io.BytesIO(text), locale=language))
        if is_check:
            wrong += [p for p, held in ((po, text), (mo, pack)) if not p.exists() or p.read_bytes() != held]
        else:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(text)
            mo.write_bytes(pack)
        print(f"{language}: {len(catalogue)} messages, {missing} without a translation", file=sys.stderr)
    for path in wrong:
        print(f"{path.relative_to(ROOT)} is not up to date: run `python -m tools.messages`", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
