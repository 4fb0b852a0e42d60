"""Django's settings, made once from the environment."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from newsstand.errors import SettingInvalid
from newsstand.site.accounts import (
    ACCOUNT_APPS,
    ACCOUNT_SETTINGS,
    PASSWORD_HASHERS,  # noqa: F401 - Django reads it here
    PASSWORD_VALIDATORS,
    mail_sender,
    mail_settings,
    read_providers,
)
from newsstand.site.environment import read_environment
from newsstand.site.logs import LOGGING  # noqa: F401 - Django reads it here
from newsstand.site.security import security_settings
from newsstand.site.setting import machine_zone

NEWSSTAND: dict[str, Any] = read_environment()

DATA_FOLDER = Path(NEWSSTAND["NEWSSTAND_DATA"]).absolute()
NOW = NEWSSTAND["NEWSSTAND_CLOCK"]  # the clock: every page and use case asks it, never the wall
SITE_FOLDER = Path(__file__).parent
WEB_FOLDER = SITE_FOLDER.parent / "web"


def _folder_unusable(error: OSError) -> SettingInvalid:
    return SettingInvalid(
        f"the data folder {DATA_FOLDER} cannot be used: {error.strerror}: {error.filename}; "
        "make it a folder that you may read and write, or name another by NEWSSTAND_DATA",
        name="NEWSSTAND_DATA",
    )


def _secret_key() -> str:
    if NEWSSTAND["NEWSSTAND_SECRET_KEY"]:
        return str(NEWSSTAND["NEWSSTAND_SECRET_KEY"])
    kept = DATA_FOLDER / "secret-key"
    try:
        if not kept.exists():
            DATA_FOLDER.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
        return kept.read_text().strip() or secrets.token_urlsafe(50)
    except OSError as error:
        raise _folder_unusable(error) from error


def _database() -> dict[str, Any]:
    if NEWSSTAND["DATABASE_URL"]:
        return dict(dj_database_url.parse(NEWSSTAND["DATABASE_URL"], conn_max_age=None))
    try:
        DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _folder_unusable(error) from error
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA_FOLDER / "newsstand.sqlite3"),
        "CONN_MAX_AGE": None,
    }


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=33554432;PRAGMA cache_size=-8000;PRAGMA temp_store=MEMORY;"
    ),
}

DATABASES: dict[str, dict[str, Any]] = {"default": _database()}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)

SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = list(NEWSSTAND["NEWSSTAND_OLD_SECRET_KEYS"])
DEBUG = NEWSSTAND["NEWSSTAND_DEBUG"]
globals().update(
    security_settings(
        NEWSSTAND["NEWSSTAND_ADDRESS"],
        hsts=NEWSSTAND["NEWSSTAND_HSTS"],
        hosts=NEWSSTAND["NEWSSTAND_HOSTS"],
        has_proxies=bool(NEWSSTAND["NEWSSTAND_PROXIES"]),
    )
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "newsstand.newsroom.apps.NewsroomConfig",
    "newsstand.members.apps.MembersConfig",
    "newsstand.web.apps.WebConfig",
    *ACCOUNT_APPS,
]
MIDDLEWARE = [
    "newsstand.web.proxies.BehindProxies",  # before all that asks whether a request came by https
    "django.middleware.security.SecurityMiddleware",
    "newsstand.web.middleware.SecurityHeaders",  # on static files too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsstand.web.middleware.ReadersOwn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsstand.web.accounts.doors.AccountDoors",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsstand.site.urls"
WSGI_APPLICATION = "newsstand.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "newsstand.web.context.nameplate",
                "newsstand.web.context.reader",
            ],
        },
    }
]

LANGUAGE_CODE = NEWSSTAND["NEWSSTAND_LANGUAGE"]
LANGUAGES = [
    ("en-gb", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [str(WEB_FOLDER / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = NEWSSTAND["NEWSSTAND_TIME_ZONE"] or machine_zone()

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# `newsstand up` collects and packs the pages' own files; where that was not done they are found in the package.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "newsstand").exists()
WHITENOISE_MAX_AGE = 365 * 86_400  # every address of a static file names its version
WHITENOISE_AUTOREFRESH = False

AUTH_USER_MODEL = "members.Reader"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = list(PASSWORD_VALIDATORS)
globals().update(ACCOUNT_SETTINGS)
SOCIALACCOUNT_PROVIDERS = read_providers(NEWSSTAND["NEWSSTAND_OIDC"])
MFA_TOTP_ISSUER = NEWSSTAND["NEWSSTAND_NAME"]
# Passkeys need https, but for a paper that is read on its own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not NEWSSTAND["NEWSSTAND_ADDRESS"].startswith("https://")
globals().update(mail_settings(NEWSSTAND["NEWSSTAND_MAIL"], DATA_FOLDER))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail_sender(
    NEWSSTAND["NEWSSTAND_MAIL_FROM"], NEWSSTAND["NEWSSTAND_ADDRESS"]
)
CACHES = {"default": {"BACKEND": "newsstand.members.accounts.tries.HouseCache"}}
SESSION_COOKIE_AGE = 60 * 86_400
CSRF_COOKIE_AGE = 365 * 86_400
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
