"""Django's and allauth's settings of accounts, made from Newsstand's own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from newsstand.errors import SettingInvalid
from newsstand.members.accounts.passwords import SHORTEST

ACCOUNT_APPS = (
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
PASSWORD_HASHERS = (
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
)
VALIDATION = "django.contrib.auth.password_validation."
PASSWORD_VALIDATORS: tuple[dict[str, Any], ...] = (
    {"NAME": f"{VALIDATION}MinimumLengthValidator", "OPTIONS": {"min_length": SHORTEST}},
    {"NAME": "newsstand.members.accounts.passwords.LongestPassword"},
    {"NAME": f"{VALIDATION}CommonPasswordValidator"},
    {
        "NAME": f"{VALIDATION}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{VALIDATION}NumericPasswordValidator"},
)
ACCOUNT_SETTINGS: dict[str, Any] = {
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "ACCOUNT_ADAPTER": "newsstand.members.accounts.adapter.AccountAdapter",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS": 3,
    "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,  # in the browser that signed up, and in no other
    "ACCOUNT_CHANGE_EMAIL": True,  # one address; a new one counts once it is confirmed
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 10 * 60,  # seconds: a mail may take its time
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_RATE_LIMITS": {"signup": "20/m/ip,60/h/ip", "request_login_code": "20/m/ip,3/m/key,20/d/key"},
    "MFA_ADAPTER": "newsstand.members.accounts.adapter.SecondStepAdapter",
    "MFA_FORMS": {
        "authenticate": "newsstand.members.accounts.forms.AuthenticateCode",
        "reauthenticate": "newsstand.members.accounts.forms.ReauthenticateCode",
        "authenticate_webauthn": "newsstand.members.accounts.forms.AuthenticatePasskey",
        "login_webauthn": "newsstand.members.accounts.forms.LoginPasskey",
        "reauthenticate_webauthn": "newsstand.members.accounts.forms.ReauthenticatePasskey",
    },
    "USERSESSIONS_ADAPTER": "newsstand.members.accounts.adapter.SessionsAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_TOLERANCE": 1,  # telephones' clocks are half a minute off
    "SOCIALACCOUNT_ADAPTER": "newsstand.members.accounts.adapter.ProviderAdapter",
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,  # a provider's word alone opens nobody's account
    "PASSWORD_RESET_TIMEOUT": 86_400,
}
SCHEMES = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def mail_settings(address: str, folder: Path) -> dict[str, Any]:
    """How mails go out, for Django; SettingInvalid says what would do."""
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder / "mail")}
    parts = urlsplit(address)
    try:
        port = parts.port or SCHEMES.get(parts.scheme)
    except ValueError:
        port = None
    if not parts.hostname or port is None:
        raise SettingInvalid(
            "NEWSSTAND_MAIL is no address of a mail server: say smtp://user:password@host:587",
            name="NEWSSTAND_MAIL",
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def mail_sender(sender: str, address: str) -> str:
    """The address that mails come from: the one set, else `newsstand@` the paper's host."""
    return sender or f"newsstand@{urlsplit(address).hostname or 'localhost'}"


def read_providers(path: str) -> dict[str, Any]:
    """OpenID Connect providers of a TOML file, for allauth; SettingInvalid names what is missing."""
    if not path:
        return {}
    try:
        tables = tomllib.loads(Path(path).read_text())
    except (OSError, ValueError) as error:
        raise SettingInvalid(
            f"NEWSSTAND_OIDC: {path} cannot be read: {error}", name="NEWSSTAND_OIDC"
        ) from error
    apps = [_provider(path, key, table) for key, table in tables.items()]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}} if apps else {}


def _provider(path: str, key: str, table: Any) -> dict[str, Any]:
    def fault(what: str) -> SettingInvalid:
        return SettingInvalid(f"NEWSSTAND_OIDC: {path}: [{key}] {what}", name="NEWSSTAND_OIDC")

    if not isinstance(table, dict):
        raise fault("is no table with name, server, client_id and secret or secret_file")
    if missing := [word for word in ("server", "client_id") if not isinstance(table.get(word), str)]:
        raise fault(f"lacks {' and '.join(missing)}")
    if unknown := table.keys() - {"name", "server", "client_id", "secret", "secret_file"}:
        raise fault(f"has {min(unknown)}, which means nothing")
    secret = table.get("secret", "")
    if "secret_file" in table:
        try:
            secret = Path(table["secret_file"]).read_text().strip()
        except OSError as error:
            raise fault(f"names a secret_file that cannot be read: {error}") from error
    return {
        "provider_id": key,
        "name": table.get("name", key),
        "client_id": table["client_id"],
        "secret": secret,
        "settings": {"server_url": table["server"]},
    }
