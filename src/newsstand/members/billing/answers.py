"""What has to be asked of the provider while something is decided: asked outside of the transaction, then decided anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from newsstand.errors import NewsstandError, ProviderUnreachable
from newsstand.members.billing.provider import Answer, Provider

T = TypeVar("T")
MOST_QUESTIONS = 12


class Wanted(NewsstandError):
    """A decision needs an answer of the provider's that is not here yet."""

    def __init__(self, question: str) -> None:
        super().__init__(f"the provider has to be asked for {question}")
        self.question = question


class Answers:
    """What the provider answered so far, each question asked once."""

    def __init__(self, desk: Provider | None) -> None:
        self._desk = desk
        self._known: dict[str, Any] = {}

    @property
    def can_ask(self) -> bool:
        """Whether there is anybody to ask."""
        return self._desk is not None

    def to(self, path: str) -> Answer | None:
        """The answer to a path, None where the provider knows no such thing; Wanted where it was not asked yet."""
        answer: Answer | None = self._answer(path)
        return answer

    def all_of(self, path: str) -> list[dict[str, Any]]:
        """All of a list."""
        listed: list[dict[str, Any]] = self._answer(f"each {path}")
        return listed

    def _answer(self, question: str) -> Any:
        if question not in self._known:
            raise Wanted(question)
        return self._known[question]

    def ask(self, question: str) -> None:
        """Ask the provider."""
        if self._desk is None:
            raise ProviderUnreachable("no NEWSSTAND_STRIPE_KEY is set: the provider cannot be asked")
        if question.startswith("each "):
            self._known[question] = list(self._desk.each(question.removeprefix("each ")))
        else:
            self._known[question] = self._desk.read(question)


def decide(answers: Answers, do: Callable[[Answers], T]) -> T:
    """Do something in one transaction that may need answers; each that is missing rolls it back, is asked, and it is done anew."""
    for _ in range(MOST_QUESTIONS):
        try:
            with transaction.atomic():
                return do(answers)
        except Wanted as wanted:
            question = wanted.question
        answers.ask(question)
    raise ProviderUnreachable("the provider's answers lead to ever new questions")
