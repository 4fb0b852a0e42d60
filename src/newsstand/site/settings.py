"""Django's settings, made once from the environment."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from newsstand.site.environment import read_environment

NEWSSTAND: dict[str, Any] = read_environment()

DATA_FOLDER = Path(NEWSSTAND["NEWSSTAND_DATA"]).absolute()
NOW = NEWSSTAND["NEWSSTAND_CLOCK"]  # the clock: every page and use case asks it, never the wall
SITE_FOLDER = Path(__file__).parent
WEB_FOLDER = SITE_FOLDER.parent / "web"


def _secret_key() -> str:
    if NEWSSTAND["NEWSSTAND_SECRET_KEY"]:
        return str(NEWSSTAND["NEWSSTAND_SECRET_KEY"])
    kept = DATA_FOLDER / "secret-key"
    if not kept.exists():
        DATA_FOLDER.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip() or secrets.token_urlsafe(50)


def _database() -> dict[str, Any]:
    if NEWSSTAND["DATABASE_URL"]:
        return dict(dj_database_url.parse(NEWSSTAND["DATABASE_URL"], conn_max_age=None))
    DATA_FOLDER.mkdir(parents=True, exist_ok=True)
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
DEBUG = NEWSSTAND["NEWSSTAND_DEBUG"]
ALLOWED_HOSTS = list(NEWSSTAND["NEWSSTAND_HOSTS"])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "newsstand.newsroom.apps.NewsroomConfig",
    "newsstand.web.apps.WebConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsstand.web.middleware.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
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
            ],
        },
    }
]

LANGUAGE_CODE = NEWSSTAND["NEWSSTAND_LANGUAGE"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = NEWSSTAND["NEWSSTAND_TIME_ZONE"] or "UTC"

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

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
