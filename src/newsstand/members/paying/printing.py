"""A statement set as a printed page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace

from newsstand.members.models import Statement
from newsstand.members.paying.caps import rules_of
from newsstand.members.paying.money import amount_in_words

FONTS = Path(__file__).with_name("fonts")
INK, GREY, RULE = (28, 26, 23), (96, 91, 84), (205, 199, 189)
NOT_SET = ("ar",)  # languages whose letters the font does not have
SIDE, TOP = 22, 20


class _Sheet(FPDF):
    """A4 with a running foot."""

    foot = ""

    def footer(self) -> None:
        """Number of the statement and of the page."""
        self.set_y(-16)
        self.set_font("Newsreader", size=8)
        self.set_text_color(*GREY)
        self.cell(self.epw / 2, 5, self.foot)
        self.cell(self.epw / 2, 5, f"{self.page_no()} / {{nb}}", align="R")


def print_statement(statement: Statement, language: str) -> bytes:
    """The statement as PDF; the same bytes whenever it is asked for."""
    with translation.override("en-gb" if language.startswith(NOT_SET) else language):
        sheet = _open_sheet(statement)
        _print_head(sheet, statement)
        _print_sums(sheet, statement)
        _print_lines(sheet, statement)
        _print_foundations(sheet, statement)
        return bytes(sheet.output())


def line_in_words(line: dict[str, Any]) -> str:
    """What a line of a statement is for."""
    said = {
        "few": gettext("Articles with fewer than three readers"),
        "rest": gettext("Further articles"),
        "brief": gettext("Citations in briefs"),
        "unread": gettext("From members whose reading gave no title anything"),
        "back": gettext("Fees that were given back after an earlier statement"),
    }
    if line["kind"] in said:
        return said[line["kind"]]
    text = settable(line.get("headline", ""), line.get("url", "") or str(line.get("article", "")))
    return (
        gettext("%(headline)s (as carried by others)") % {"headline": text}
        if line["kind"] == "copy"
        else text
    )


def settable(text: str, instead: str) -> str:
    """A text, or what stands for it where the font lacks one of its letters."""
    bare = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return bare if all(ord(sign) in _signs() for sign in bare) and bare else instead


@cache
def _signs() -> frozenset[int]:
    with TTFont(FONTS / "Newsreader-Regular.ttf") as font:
        return frozenset(font.getBestCmap())


def _open_sheet(statement: Statement) -> _Sheet:
    sheet = _Sheet(format="A4")
    sheet.add_font("Newsreader", fname=FONTS / "Newsreader-Regular.ttf")
    sheet.add_font("Newsreader", "B", fname=FONTS / "Newsreader-SemiBold.ttf")
    sheet.set_margins(SIDE, TOP)
    sheet.set_auto_page_break(True, margin=24)
    sheet.set_creation_date(statement.close.closed_at)
    sheet.set_title(f"{gettext('Statement')} {statement.number}")
    sheet.set_lang(translation.get_language() or "en")
    sheet.foot = f"{_house()} · {gettext('Statement')} {statement.number}"
    sheet.add_page()
    sheet.set_draw_color(*RULE)
    sheet.set_line_width(0.2)
    sheet.c_margin = 0
    return sheet


def _house() -> str:
    return settable(settings.NEWSSTAND["NEWSSTAND_NAME"], "Newsstand")


def _say(
    sheet: FPDF, text: str, size: float, *, bold: bool = False, grey: bool = False, height: float = 0
) -> None:
    sheet.set_font("Newsreader", "B" if bold else "", size)
    sheet.set_text_color(*(GREY if grey else INK))
    sheet.multi_cell(0, height or size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _print_head(sheet: FPDF, statement: Statement) -> None:
    close, title = statement.close, statement.publisher
    _say(sheet, _house(), 11, bold=True)
    sheet.ln(9)
    _say(sheet, settable(title.name, title.slug), 25, bold=True, height=10)
    sheet.ln(1)
    month = date_format(close.month, "F Y")
    _say(sheet, gettext("Statement for %(month)s") % {"month": month}, 13, grey=True, height=7)
    sheet.ln(5)
    sheet.line(sheet.l_margin, sheet.y, sheet.l_margin + sheet.epw, sheet.y)
    sheet.ln(4)
    closed = date_format(timezone.localtime(close.closed_at, timezone.get_default_timezone()), "DATE_FORMAT")
    for name, value in ((gettext("Number"), statement.number), (gettext("Closed on"), closed)):
        sheet.set_font("Newsreader", size=9.5)
        sheet.set_text_color(*GREY)
        sheet.cell(32, 5.2, name)
        sheet.set_text_color(*INK)
        sheet.cell(0, 5.2, value, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(6)


def _print_sums(sheet: FPDF, statement: Statement) -> None:
    sums = (
        (gettext("To be paid"), _amount(statement.minor, statement)),
        (gettext("Members who read"), _number(statement.members)),
        (gettext("Reads"), _number(statement.reads)),
        (gettext("To the end"), _number(statement.finished)),
        (gettext("Hours"), _number(round(statement.seconds / 3600))),
        (gettext("Citations"), _number(statement.cited)),
    )
    widths = (0.27, 0.2, 0.13, 0.14, 0.12, 0.14)
    top = sheet.y
    for place, (name, value) in enumerate(sums):
        left = sheet.l_margin + sheet.epw * sum(widths[:place])
        sheet.set_xy(left, top)
        sheet.set_font("Newsreader", size=8.5)
        sheet.set_text_color(*GREY)
        sheet.cell(sheet.epw * widths[place], 5, name)
        sheet.set_xy(left, top + 5.5)
        sheet.set_font("Newsreader", "B", 15 if place == 0 else 12)
        sheet.set_text_color(*INK)
        sheet.cell(sheet.epw * widths[place], 7, value)
    sheet.set_xy(sheet.l_margin, top + 18)


def _print_lines(sheet: FPDF, statement: Statement) -> None:
    names = (
        gettext("Article"), gettext("Reads"), gettext("To the end"), gettext("Minutes"), gettext("Amount"),
    )  # fmt: skip
    head = FontFace(emphasis=TextEmphasis.NONE, color=GREY, size_pt=8.5)
    sheet.set_font("Newsreader", size=9.5)
    sheet.set_text_color(*INK)
    with sheet.table(
        col_widths=(52, 11, 13, 11, 13), text_align=("LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT"),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES, v_align="TOP", line_height=4.8, padding=(1.4, 0, 1.4, 1),
        headings_style=head,
    ) as table:  # fmt: skip
        table.row(names)
        for line in statement.lines:
            table.row(
                (
                    line_in_words(line),
                    _number(line["reads"]) if line["reads"] else "",
                    _number(line["finished"]) if line["finished"] else "",
                    _number(round(line["seconds"] / 60)) if line["seconds"] else "",
                    _amount(line["minor"], statement, with_code=False),
                )
            )
        total = (
            gettext("Total"), _number(statement.reads), _number(statement.finished),
            _number(round(statement.seconds / 60)),
            _amount(statement.minor, statement, with_code=False),
        )  # fmt: skip
        table.row(total, style=FontFace(emphasis="BOLD"))
    sheet.ln(7)


def _print_foundations(sheet: FPDF, statement: Statement) -> None:
    rules = rules_of(statement.close.rules)
    words = gettext(
        "Each member's fee, less tax and the cost of payment, goes its own way: %(percent)s%% of it to the titles that "
        "this member read, by time and by reading to the end. A copy pays the title whose text it carries first, with "
        "%(original)s%%. Amounts are whole units of the currency, and the sums are exact."
    ) % {"percent": rules.titles_percent, "original": rules.original_percent}
    if sheet.will_page_break(40):
        sheet.add_page()
    _say(sheet, gettext("How this is worked out"), 10.5, bold=True)
    sheet.ln(1)
    _say(sheet, words, 9, height=4.6)
    sheet.ln(3)
    _say(sheet, gettext("Fingerprint (SHA-256)"), 8.5, grey=True)
    _say(sheet, statement.fingerprint, 9, height=5)


def _amount(minor: int, statement: Statement, *, with_code: bool = True) -> str:
    said = amount_in_words(minor, statement.close.currency, with_code=with_code)
    return settable(said, said)


def _number(value: int) -> str:
    return settable(number_format(value, use_l10n=True, force_grouping=True), str(value))
