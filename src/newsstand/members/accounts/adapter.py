"""What allauth asks the house: how a reader is made, how mails go out, who is at the other end."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from newsstand.members.accounts.arriving import arrive
from newsstand.members.accounts.door import What, note, note_held_back, note_refused
from newsstand.members.accounts.locking import lock, unlock
from newsstand.members.letters import letter_from, link_to, write_letter
from newsstand.members.letters.delivery import OF_ACCOUNTS
from newsstand.members.models import Reader

FIRST = "newsstand.first_sign_in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Readers as this house makes them, letters as this house writes them."""

    def new_user(self, request: HttpRequest) -> Reader:
        """A reader who joins now."""
        now = settings.NOW()
        return Reader(joined_at=now, seen_at=now, language=_spoken(), country=_country(request))

    def clean_email(self, email: str) -> str:
        """Addresses are kept in small letters: one mailbox, one account."""
        return email.strip().lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's mail among the letters; `account/email/x` and `mfa/email/x` are `letters/account/x`."""
        name = template_prefix.rpartition("/")[2]
        reader = Reader.objects.filter(email__iexact=email).first()
        request = self.request or allauth_context.request
        known = {
            **context,
            "email": email,
            "reader": reader,
            "signup_url": self._address(request, reverse("account_signup")),
            "reset_url": self._address(request, reverse("account_reset_password")),
        }
        language = (reader.language if reader else "") or translation.get_language()
        letter = letter_from(f"account/{name}", known, language, zone=reader.time_zone if reader else "")
        write_letter(
            key=f"account:{name}:{secrets.token_hex(16)}",
            kind=f"{OF_ACCOUNTS}{name}"[:40],
            to=email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            reader=reader,
            now=settings.NOW(),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the address's owner; and take as long over it as a new account takes, whose password is hashed."""
        make_password(secrets.token_hex(16))
        self.send_mail("account/email/account_already_exists", email, {})

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """At the address that is set, whatever the request calls us."""
        return self._address(request, reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address that is set, whatever the request calls us."""
        number, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": number, "key": token})
        return self._address(self.request or allauth_context.request, path)

    def _address(self, request: HttpRequest | None, path: str) -> str:
        if settings.NEWSSTAND["NEWSSTAND_ADDRESS"] or request is None:
            return link_to(path)
        return request.build_absolute_uri(path)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """As allauth does; that tries come too fast is written down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_held_back()
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A password was wrong, or there is no such address: the same is done about both."""
        address = credentials.get("email") or ""
        note_refused(Reader.objects.filter(email__iexact=address).first(), request, way="password")

    def login(self, request: HttpRequest, user: Reader) -> None:
        """Sign in, and remember whether it is for the first time."""
        request.META[FIRST] = user.last_login is None
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Reader, **told: Any) -> HttpResponse:
        """As allauth does; and what a house does when somebody arrives."""
        response: HttpResponse = super().post_login(request, user, **told)
        arrive(request, response, user, is_first=request.META.get(FIRST, False))
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who is at the other end; `web.proxies` has seen to proxies already."""
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Reader,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a reader what was changed in their account, by the house's clock."""
        with timezone.override(None):
            super().send_notification_mail(
                template_prefix, user, {**(context or {}), "timestamp": settings.NOW()}, email
            )


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps whose secrets lie locked in the store."""

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret as it was."""
        return unlock(encrypted_text)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Sessions of readers, ended from another browser of theirs."""

    def end_sessions(self, sessions: Any) -> None:
        """End them, and write down that it was done."""
        ended = list(sessions)
        super().end_sessions(ended)
        for reader in {session.user for session in ended}:
            note(reader, What.SESSIONS_ENDED, allauth_context.request)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Readers who come by an OpenID Connect provider."""

    def new_user(self, request: HttpRequest, sociallogin: Any) -> Reader:
        """A reader who joins now."""
        return AccountAdapter(request).new_user(request)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse what two answers of a provider say of two people; an address counts as confirmed where it says so."""
        told = sociallogin.account.extra_data
        about = {part["sub"] for part in (told.get("id_token"), told.get("userinfo")) if part}
        if len(about) > 1:
            raise PermissionDenied("The provider's answers are about two people.")
        for address in sociallogin.email_addresses:
            address.verified = address.verified in (True, "true")  # some say it in words

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        """A provider vouched for nobody."""
        note_refused(None, request, way="provider")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Reader:
        """Their address and name as the provider has them."""
        reader: Reader = super().populate_user(request, sociallogin, data)
        reader.email = reader.email or None
        names = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        reader.name = names[:150]
        return reader


def _spoken() -> str:
    language = translation.get_language() or ""
    return language if language in dict(settings.LANGUAGES) else ""


def _country(request: HttpRequest) -> str:
    """Where a proxy that is trusted says that they are; they can say otherwise."""
    header = settings.NEWSSTAND["NEWSSTAND_COUNTRY_HEADER"]
    said = request.headers.get(header, "").upper() if header else ""
    return said if len(said) == 2 and said.isascii() and said.isalpha() and said not in ("XX", "T1") else ""
