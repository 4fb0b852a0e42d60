"""For You: a list for one reader, with floors of what everybody should know, of the unexpected, and of variety."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil, floor

from newsstand.model import Edition, Reason, Slot
from newsstand.model.interest import Feature, Offer, Profile
from newsstand.rank.for_you.learning import shares_of
from newsstand.rank.for_you.scoring import Scored, draw, is_muted, muted_phrases, score_offers
from newsstand.rank.for_you.settings import ForYouSettings
from newsstand.rank.for_you.spreading import arrange, breaks, broken_windows

Allows = Callable[[Scored], bool]


def for_you(
    candidates: Sequence[Offer],
    profile: Profile,
    *,
    now: datetime,
    limit: int,
    settings: ForYouSettings | None = None,
) -> Edition:
    """A list for a reader, best first; nothing muted, nothing that they have read.

    Interests are served in proportion: what a story adds shrinks with each story in the window that served the same
    interest (xQuAD's idea: Santos, Macdonald and Ounis 2010). The rules of `Spread` hold in every window as long as
    the candidates allow it; the list ends early rather than break them, but is never shorter than one window for that.

    A reason's name says its kind: "everyone" (a floor of lead stories), "unexpected", "followed", "learned" (their
    detail is the feature, e.g. "topic/rail"), "significance", "breadth", "freshness", "against", "variety".
    """
    weights = settings or ForYouSettings()
    phrases = muted_phrases(profile)
    open_to_them = [
        o
        for o in {o.story: o for o in candidates}.values()
        if o.story not in profile.known and not is_muted(o, profile, phrases)
    ]
    shares = shares_of(candidates)
    scored = score_offers(open_to_them, profile, now=now, shares=shares, settings=weights)
    listing = _Listing(scored, profile, now, min(limit, len(scored)), weights)
    return Edition(at=now, slots=tuple(listing.fill()))


class _Listing:
    """A list while it is filled."""

    def __init__(
        self, scored: list[Scored], profile: Profile, now: datetime, limit: int, settings: ForYouSettings
    ) -> None:
        self._settings, self._rules, self._limit = settings, settings.spread, limit
        self._waiting = {s.offer.story: s for s in scored}
        self._placed: list[Scored] = []
        self._slots: list[Slot] = []
        leads = sorted((s for s in scored if s.offer.lead_place), key=lambda s: s.offer.lead_place or 0)
        self._leads = [s for s in leads if (s.offer.lead_place or 0) <= settings.lead_places]
        self._leads = self._leads or leads[: settings.always]
        self._lead_ids = frozenset(s.offer.story for s in self._leads)
        self._reserved = {s.offer.story: s for s in leads[: settings.always]}
        day = f"{now:%Y-%m-%d}"
        strange = [s for s in scored if s.is_new and s.offer.story not in self._lead_ids]
        strange = strange or [s for s in scored if s.is_new and s.offer.story not in self._reserved]
        strange.sort(key=lambda s: (-s.general, s.offer.story))
        self._strange = sorted(
            strange[: settings.pool], key=lambda s: draw(profile.reader, day, s.offer.story)
        )
        theirs = [s for s in scored if s.is_theirs]
        self._theirs = sorted(theirs, key=lambda s: -s.appeal)
        self._important = self._unexpected = self._served = 0
        self._share_served = settings.served_followed if profile.follows else settings.served
        self._is_first = not profile.interests and not profile.follows

    def fill(self) -> list[Slot]:
        """All slots, in order."""
        while len(self._placed) < self._limit and self._fill_next():
            pass
        window = min(self._rules.window, self._limit)
        if len(self._placed) < window or broken_windows(self._placed[:window], self._rules):
            self._rearrange(window)
        return self._slots

    def _fill_next(self) -> bool:
        number = len(self._placed) + 1
        for role, pool in self._wanted(number):
            pick = self._best(pool, is_theirs=pool is self._theirs)
            if pick is not None:
                self._place(pick, role)
                return True
        return False

    def _wanted(self, number: int) -> list[tuple[str, Sequence[Scored] | None]]:
        """What this place is for, and what else may stand in it: pools in order; None is all that waits."""
        settings = self._settings
        wanted: list[tuple[str, Sequence[Scored] | None]] = []
        left = min(self._rules.window - 2, self._limit) - len(self._placed)
        reserved = list(self._reserved.values())
        if self._important < ceil(settings.important * number) or (reserved and left <= len(reserved)):
            wanted.append(("everyone", reserved or self._leads))
        if self._unexpected < floor(settings.unexpected * (number + 1)):
            wanted.append(("unexpected", self._strange))
        if self._served < floor(self._share_served * (number + 1)):
            wanted.append(("", self._theirs))
        return [*wanted, ("", None)]

    def _best(self, pool: Sequence[Scored] | None, *, is_theirs: bool = False) -> Scored | None:
        """The best of a pool that breaks no rule; a pool that has an order of its own is taken in that order."""
        recent = self._placed[-(self._rules.window - 1) :]
        if pool is not None and not is_theirs:
            for pick in pool:
                if pick.offer.story in self._waiting and self._keeps(pick, recent):
                    return pick
            return None
        served = Counter(f for s in recent for f, _, _ in s.drawn)
        best: Scored | None = None
        most = 0.0
        for pick in self._waiting.values() if pool is None else pool:
            if pick.offer.story not in self._waiting:
                continue
            ceiling = pick.appeal if is_theirs else pick.ceiling
            if best is not None and ceiling <= most:
                break  # those that follow are worth less, whatever stands in the list
            worth = ceiling + self._repeated(pick, served)
            if (best is None or worth > most) and self._keeps(pick, recent):
                best, most = pick, worth
        return best

    def _keeps(self, pick: Scored, recent: Sequence[Scored]) -> bool:
        """Whether a pick breaks no rule, with what has its place in this window already kept free."""
        if breaks(pick, recent, self._rules):
            return False
        kept_free = [s for story, s in self._reserved.items() if story != pick.offer.story]
        return not kept_free or not breaks(pick, [*recent, *kept_free][: self._rules.window - 1], self._rules)

    def _repeated(self, pick: Scored, served: Counter[Feature]) -> float:
        """What a pick loses because its interests were served already."""
        return sum(v * (self._settings.again ** served[f] - 1.0) for f, v, _ in pick.drawn if served[f])

    def _place(self, pick: Scored, role: str) -> None:
        recent = self._placed[-(self._rules.window - 1) :]
        lost = self._repeated(pick, Counter(f for s in recent for f, _, _ in s.drawn))
        reasons: list[Reason] = []
        is_drawn = any(v > 0 for _, v, _ in pick.drawn)
        if pick.offer.story in self._reserved or (role == "everyone" and not is_drawn):
            reasons.append(Reason(name="everyone", value=0.0, detail=f"lead story {pick.offer.lead_place}"))
        elif role == "unexpected":
            self._unexpected += 1
            if not self._is_first:
                reasons.append(Reason(name="unexpected", value=0.0, detail=_what(pick)))
        for feature, value, is_followed in pick.drawn:
            name = "followed" if is_followed else "learned"
            reasons.append(Reason(name=name, value=value, detail=f"{feature.kind}/{feature.key}"))
        reasons += pick.base
        if lost:
            reasons.append(Reason(name="variety", value=lost, detail="much of the same stands above"))
        score = round(sum(r.value for r in reasons), 6)
        self._slots.append(Slot(story=pick.offer.story, score=score, reasons=tuple(reasons)))
        self._placed.append(pick)
        self._important += pick.offer.story in self._lead_ids
        self._served += pick.is_theirs
        self._waiting.pop(pick.offer.story)
        self._reserved.pop(pick.offer.story, None)

    def _rearrange(self, length: int) -> None:
        """Fill the first window anew: by a search that looks back, and if that finds nothing, with the fewest rules broken."""
        everything = [*self._placed, *self._waiting.values()]
        always = [s for s in self._leads[: self._settings.always] if s in everything]
        always = always or [s for s in everything if s.offer.lead_place][: self._settings.always]
        strange = [s for s in self._strange if s not in always][:1]
        head = [*always, *strange]
        everything.sort(key=lambda s: (-s.ceiling, s.offer.story))
        pool = [*head, *[s for s in everything if s not in head]]
        chosen = arrange(pool, length, self._rules)
        if chosen is None:
            chosen = []
            rest = pool
            while len(chosen) < length:
                pick = min(rest, key=lambda s: breaks(s, chosen, self._rules))
                chosen.append(pick)
                rest = [s for s in rest if s is not pick]
        self._waiting = {s.offer.story: s for s in everything}
        self._placed, self._slots = [], []
        self._important = self._unexpected = self._served = 0
        for pick in chosen:
            self._place(pick, "everyone" if pick in always else "unexpected" if pick in strange else "")
        while len(self._placed) < self._limit and self._fill_next():
            pass


def _what(pick: Scored) -> str:
    """What is unexpected about it: its main topic, else its section."""
    if pick.offer.about:
        return f"topic/{pick.offer.about[0].key}"
    return f"section/{pick.offer.section}" if pick.offer.section else ""
