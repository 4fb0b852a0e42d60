from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsstand.web.notebook import plain


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert re.sub(r"\\([\\`*_{}\[\]<>#|~!&\-+=.)])", r"\1", plain(text)) == text


@given(st.text("<>&[]()*_`#-+1. \n!|~\\", max_size=40))
def test_no_mark_stands_bare(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#|~!&]", plain(text))
    assert not re.search(r"^\s*(?:[-+=]|\d+[.)])", plain(text), re.MULTILINE)
