"""Headlines: the line over a brief, from the titles' own, in house style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from newsstand.brief.lexicon import content_stems, is_function_word, tokens
from newsstand.brief.printing import house_style
from newsstand.brief.weighing import Weights
from newsstand.model import SourceText
from newsstand.text.spelling import Style

LONGEST = 110
_TAIL = re.compile(r"\s+(?:[|•·]|[-–—])\s+[^|•·–—]{2,40}$")
_LABEL = re.compile(
    r"^(?:watch|video|opinion|exclusive|analysis|live(?: updates)?|breaking(?: news)?|listen|photos|gallery|fact check|explainer|the latest|update)\s*[:|-]\s*",
    re.IGNORECASE,
)


def best_title(
    sources: Sequence[SourceText],
    weights: Weights,
    language: str,
    is_fit: Callable[[str], bool] = lambda line: True,
) -> tuple[int, str] | None:
    """The source headline that says most of the story, with its source's place; None where none will do."""
    lines = [(i, clean_title(s.title)) for i, s in enumerate(sources)]
    worth = {
        i: weights.fresh.get(i, 1.0) * _worth(line, weights, language)
        for i, line in lines
        if line and is_fit(line)
    }
    best = max(worth, key=lambda i: worth[i], default=None)
    return lines[best] if best is not None and worth[best] > 0 else None


def print_headline(line: str, sources: Sequence[SourceText], language: str, style: Style) -> str:
    """A source's headline in house style."""
    if style == "british" and language == "en":
        line = sentence_case(line, count_spellings(x.body[:6_000] for x in sources))
    return house_style(line, language, style)


def clean_title(title: str) -> str:
    """A source's headline without its site's name, a label before a colon, and odd white space."""
    line = " ".join(title.split())[:300]
    shorter = _TAIL.sub("", line)
    if len(shorter.split()) >= 4:
        line = shorter
    return _LABEL.sub("", line).strip()


def _worth(line: str, weights: Weights, language: str) -> float:
    stems = set(content_stems(line, language))
    worth = sum(weights.of.get(s, 0.0) for s in stems) / (len(stems) + 3)
    words = tokens(line)
    if len(words) < 4 or len(line) > LONGEST:
        worth *= 0.5
    if "?" in line or line.startswith(("“", '"', "‘", "'")):
        worth *= 0.6
    if ":" in line:
        worth *= 0.9
    if any(t.key in ("i", "we", "you", "your", "my", "our", "ich", "wir", "je", "nous") for t in words):
        worth *= 0.4
    return worth


def count_spellings(bodies: Iterable[str]) -> Counter[str]:
    """How often each word, and each pair of neighbours, stands in the bodies, large or small as written."""
    written: Counter[str] = Counter()
    for body in bodies:
        words = [t.text for t in tokens(body)]
        written.update(words)
        written.update(f"{a} {b}" for a, b in pairwise(words))
    return written


def sentence_case(line: str, written: Mapping[str, int]) -> str:
    """A line set In Title Case brought into sentence case: what the bodies do not write large is written small.

    `written` counts the words and pairs of words of the bodies as they stand there (see `count_spellings`).
    """
    words = [t for t in tokens(line) if t.text[0].isalpha()]
    if len(words) < 3 or sum(t.capital for t in words) < 0.6 * len(words):
        return line
    letters = list(line)
    large = True  # whether the word before stays large, so that both may be one name
    for i, word in enumerate(words):
        opens = i == 0 or line[: word.start].rstrip()[-1:] in (":", "?", "!", "‘", "“", '"')
        if not word.capital or _is_initials(word.text):
            large = word.capital
            continue
        small = word.text.lower()
        before = words[i - 1].text if i else ""
        name = written.get(word.text, 0) > written.get(small, 0) or (
            large and written.get(f"{before} {word.text}", 0) > written.get(f"{before} {small}", 0)
        )
        large = name and not is_function_word(word.key, "en")
        if not large and not opens:
            letters[word.start : word.end] = small
    return "".join(letters)


def _is_initials(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1 or "." in word


_CUT_BEFORE = re.compile(
    r",? (?=(?:that|who|which|whose|after|as|while|when|where|because|and|but|in|on|to|for|with|from|by|at|over|amid|before|if|um|nachdem|dass"
    r"|der|die|das|und|wie|weil|que|qui|après|dont|et|pour|dans|avec|sur)\b)|[,;:] | [–—-] "
)
_LEAST = 40


def shorten(sentence: str) -> str:
    """The beginning of a sentence as a headline: no full stop, cut before a clause or a circumstance, at most 110 characters."""
    line = sentence.rstrip(".").strip()
    if len(line) <= LONGEST:
        return line
    cuts = [m.start() for m in _CUT_BEFORE.finditer(line, _LEAST, LONGEST + 1)]
    cut = cuts[-1] if cuts else line.rfind(" ", 0, LONGEST)
    line = line[: cut if cut > 0 else LONGEST].rstrip(" ,;:–—-")
    for opening, closing in (("“", "”"), ("(", ")")):
        if line.count(opening) > line.count(closing):
            line = line[: line.rfind(opening)].rstrip(" ,;:–—-")
    return line
