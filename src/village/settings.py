"""Everything that differs between one house and the next, read from the environment."""

import base64
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pysqlite3

# The system's SQLite may have the WAL-reset fault (3.7.0 to 3.51.2); Django must find ours instead.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from django.core.exceptions import ImproperlyConfigured  # noqa: E402  (after the driver's swap)

ROOT = Path(__file__).resolve().parents[2]
FIRST_SOUND_SQLITE = (3, 51, 3)


def asked(name: str, otherwise: str = "") -> str:
    return os.environ.get(f"VILLAGE_{name}", otherwise)


def database(address: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:word@host:port/name`."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(parts.path.removeprefix("/") or ":memory:")
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(parts.hostname, parts.port, parts.username, parts.password, parts.path, parts.query)
    raise ImproperlyConfigured(
        "VILLAGE_DATABASE_URL must start with sqlite:/// or postgresql://, "
        "for example sqlite:////srv/village/village.sqlite3."
    )


def journal_mode() -> str:
    """WAL where the driver's SQLite is sound, DELETE (slower, safe) where it has the WAL-reset fault."""
    return "WAL" if pysqlite3.sqlite_version_info >= FIRST_SOUND_SQLITE else "DELETE"


def sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; "
                "PRAGMA trusted_schema=OFF; PRAGMA recursive_triggers=ON;"
            ),
        },
    }


def postgresql(
    host: str | None, port: int | None, user: str | None, word: str | None, path: str, query: str
) -> dict[str, Any]:
    folder = next((unquote(p[5:]) for p in query.split("&") if p.startswith("host=")), "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path.lstrip("/"),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(word or ""),
        "HOST": folder or host or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
    }


def keys(demo: bool) -> str:
    """The seals' keys: `id:base64`, the first one seals, all of them open."""
    if text := asked("KEYS"):
        return text
    if demo:
        return "demo:" + base64.b64encode(b"made-up people need no secrets..").decode()
    return ""


DEMO = asked("DEMO") == "1"
DEBUG = False
VAR = Path(asked("VAR", str(ROOT / "var")))
VILLAGE_STORE = Path(asked("STORE", str(VAR / "store")))
VILLAGE_KIT = Path(asked("KIT", str(ROOT / "kits" / ("demo" if DEMO else "england"))))
VILLAGE_KEYS = keys(DEMO)
VILLAGE_AS_AT = date.fromisoformat(asked("AS_AT")) if asked("AS_AT") else None
SECRET_KEY = asked("SECRET_KEY", "made-up people need no secrets" if DEMO else "")
ALLOWED_HOSTS = asked("HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "village.files",
    "village.jobs",
    "village.trail",
    "village.post",
    "village.design",
    "village.partnership.people",
    "village.evidence.returns",
    "village.evidence.indicators",
    "village.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "village.urls"
WSGI_APPLICATION = "village.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "village.design.context.page",
            ],
        },
    }
]
DATABASES = {"default": database(asked("DATABASE_URL", f"sqlite:///{VAR / 'village.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "village.design.forms.Renderer"
