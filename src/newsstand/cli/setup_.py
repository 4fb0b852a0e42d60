"""`newsstand setup`: a few questions, and one file of settings."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsstand.errors import SettingInvalid

if TYPE_CHECKING:
    from rich.console import Console

Answers = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `when` says whether it is asked after what was answered before."""

    setting: str
    asked: str
    is_secret: bool = False
    when: Callable[[Mapping[str, str]], bool] = lambda answers: True


def is_service(answers: Mapping[str, str]) -> bool:
    """Whether readers sign up here."""
    return answers.get("NEWSSTAND_SINGLE_READER") == "no"


def has_stripe(answers: Mapping[str, str]) -> bool:
    """Whether members pay by card."""
    return is_service(answers) and bool(answers.get("NEWSSTAND_STRIPE_KEY"))


QUESTIONS = (
    Question(
        setting="NEWSSTAND_SINGLE_READER",
        asked="Do you alone read here (yes), or do readers sign up (no)?",
    ),
    Question(setting="NEWSSTAND_NAME", asked="The paper's name"),
    Question(setting="NEWSSTAND_PLACE", asked="The place under the name (may stay empty)"),
    Question(setting="NEWSSTAND_LANGUAGE", asked="The language of the pages: en-gb, de, fr, es or ar"),
    Question(setting="NEWSSTAND_TIME_ZONE", asked="The time zone, as Europe/London (empty: this machine's)"),
    Question(
        setting="NEWSSTAND_CONTACT",
        asked="A page or an e-mail address at which titles reach you (they see it)",
    ),
    Question(
        setting="DATABASE_URL",
        asked="A PostgreSQL, as postgres://user:password@host/name (empty: one SQLite file)",
        is_secret=True,
    ),
    Question(
        setting="NEWSSTAND_ADDRESS", asked="The address readers use, as https://news.example", when=is_service
    ),
    Question(setting="NEWSSTAND_HOSTS", asked="The names under which the pages answer", when=is_service),
    Question(
        setting="NEWSSTAND_PROXIES",
        asked="The proxy in front of the pages, if any, as 127.0.0.1",
        when=is_service,
    ),
    Question(
        setting="NEWSSTAND_MAIL",
        asked="How mails go out, as smtp://user:password@host:587 (empty: into a folder)",
        is_secret=True,
        when=is_service,
    ),
    Question(setting="NEWSSTAND_MAIL_FROM", asked="The sender of mails", when=is_service),
    Question(setting="NEWSSTAND_TRIAL_DAYS", asked="Days that a new reader tries it free", when=is_service),
    Question(
        setting="NEWSSTAND_STRIPE_KEY",
        asked="Stripe's secret key (empty: you grant memberships by hand)",
        is_secret=True,
        when=is_service,
    ),
    Question(
        setting="NEWSSTAND_STRIPE_WEBHOOK_SECRET",
        asked="What signs Stripe's webhooks, whsec_…",
        is_secret=True,
        when=has_stripe,
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument(
        "--data", metavar="DIR", help="the folder that holds the store (default: NEWSSTAND_DATA)"
    )
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="settle one setting without asking; NAME= takes it out; may be said again",
    )
    parser.add_argument(
        "--yes", action="store_true", help="ask nothing: keep what stands, set what --set says"
    )


def run(args: argparse.Namespace) -> int:
    """Ask, check and write; 0 when the file stands."""
    if args.data:
        os.environ["NEWSSTAND_DATA"] = args.data
    from rich.console import Console

    from newsstand.site.settings_file import read_settings, settings_path, write_settings

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    path = settings_path(os.environ)
    answers = read_settings(path)
    answers |= dict(settled(args.set))
    if not args.yes:
        if not sys.stdin.isatty():
            raise SettingInvalid(
                "nobody is there to ask; say --yes, and --set NAME=VALUE for each", name="--yes"
            )
        ask_all(console, answers)
    check(answers)
    write_settings(path, answers)
    console.print(f"Written: [bold]{path}[/]")
    for line in next_steps(answers):
        console.print(f"  {line}")
    return 0


def settled(words: list[str]) -> Iterator[tuple[str, str]]:
    """What `--set` says; SettingInvalid names what is no setting."""
    from newsstand.site.environment import SETTINGS

    known = {setting.name for setting in SETTINGS}
    for word in words:
        name, is_there, value = word.partition("=")
        if not is_there:
            raise SettingInvalid(f"--set {word}: write NAME=VALUE; NAME= takes it out", name=name)
        if name == "NEWSSTAND_DATA":
            raise SettingInvalid(
                "NEWSSTAND_DATA says where the file of settings lies, so it cannot stand in it; "
                "say --data, or set it in the environment of every command",
                name=name,
            )
        if name not in known:
            raise SettingInvalid(f"--set {name}: there is no such setting; see docs/settings.md", name=name)
        yield name, value


def ask_all(console: Console, answers: Answers) -> None:
    """Ask each question that matters, until its answer can be used; Enter keeps what stands."""
    for question in QUESTIONS:
        if not question.when(answers):
            continue
        while True:
            answers[question.setting] = ask(console, question, answers)
            try:
                check({question.setting: answers[question.setting]})
            except SettingInvalid as refusal:
                console.print(f"[red]{refusal}[/]")
                del answers[question.setting]
            else:
                break


def ask(console: Console, question: Question, answers: Mapping[str, str]) -> str:
    """One answer; "-" takes out what stood."""
    from rich.prompt import Prompt

    from newsstand.site.environment import SETTINGS

    (default,) = (s.default for s in SETTINGS if s.name == question.setting)
    stands = answers.get(question.setting, default)
    told = "kept as it is" if question.is_secret and stands else stands
    said = Prompt.ask(question.asked, console=console, default=told or None, password=question.is_secret)
    if said is None or said == told:
        return stands
    return "" if said.strip() == "-" else said.strip()


def check(answers: Mapping[str, str]) -> None:
    """Refuse what cannot be used, naming it: each by itself, then what does not go together."""
    from newsstand.site.accounts import mail_settings, read_providers
    from newsstand.site.environment import SETTINGS, read_setting

    mail_settings(answers.get("NEWSSTAND_MAIL", ""), Path())
    read_providers(answers.get("NEWSSTAND_OIDC", ""))
    for setting in SETTINGS:
        if answers.get(setting.name):
            read_setting(setting, answers[setting.name])
    address = answers.get("NEWSSTAND_ADDRESS", "")
    if address and not address.startswith(("https://", "http://")):
        raise SettingInvalid(
            f"NEWSSTAND_ADDRESS is “{address}”: begin with https://", name="NEWSSTAND_ADDRESS"
        )
    if has_stripe(answers) and "NEWSSTAND_ADDRESS" in answers and not address:
        raise SettingInvalid(
            "Stripe leads back to NEWSSTAND_ADDRESS; say where readers find the paper",
            name="NEWSSTAND_ADDRESS",
        )


def next_steps(answers: Mapping[str, str]) -> Iterator[str]:
    """What to do now."""
    yield "Start the paper: newsstand up"
    if not is_service(answers):
        return
    yield "Make yourself its owner: newsstand manage make_owner you@example.org"
    if address := answers.get("NEWSSTAND_ADDRESS", "").rstrip("/"):
        yield f"See that everything is safe to open: newsstand manage check --deploy, then {address}/"
        if has_stripe(answers):
            yield f"Tell Stripe where to send webhooks: {address}/hooks/stripe"
