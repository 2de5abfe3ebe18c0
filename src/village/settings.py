"""Everything that differs between one house and the next, read from the environment."""

import base64
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

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
        return postgresql(parts)
    raise ImproperlyConfigured(
        "VILLAGE_DATABASE_URL must start with sqlite:/// or postgresql://, "
        "for example sqlite:////srv/village/village.sqlite3."
    )


def journal_mode() -> str:
    """WAL where the driver's SQLite is sound; DELETE, slower and safe, where it is not."""
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


def postgresql(parts: SplitResult) -> dict[str, Any]:
    """A folder in the query (`?host=/run/postgresql`) is where its socket lies."""
    folder = next((unquote(p[5:]) for p in parts.query.split("&") if p.startswith("host=")), "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": folder or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def keys(demo: bool) -> str:
    """The seals' keys: `id:base64`, the first one seals, all of them open."""
    if text := asked("KEYS"):
        return text
    if demo:
        return "demo:" + base64.b64encode(b"made-up people need no secrets..").decode()
    return ""


def mail(address: str) -> dict[str, Any]:
    """Django's settings for `smtp://user:word@host:587`; without one, letters go to the screen."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("VILLAGE_SMTP must read like smtp://user:word@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def loopback(hosts: list[str]) -> bool:
    """Whether the site answers on this machine alone, where cookies need no TLS."""
    return set(hosts) <= {"127.0.0.1", "localhost", "[::1]"}


DEMO = asked("DEMO") == "1"
DEBUG = False
VAR = Path(asked("VAR", str(ROOT / "var")))
VILLAGE_STORE = Path(asked("STORE", str(VAR / "store")))
VILLAGE_KIT = Path(asked("KIT", str(ROOT / "kits" / ("demo" if DEMO else "england"))))
VILLAGE_KEYS = keys(DEMO)
VILLAGE_CHILD_MEMORY_MB = int(asked("CHILD_MEMORY_MB", "1536"))
VILLAGE_CHILD_CPU_SECONDS = int(asked("CHILD_CPU_SECONDS", "120"))
VILLAGE_AS_AT = date.fromisoformat(asked("AS_AT")) if asked("AS_AT") else None
SECRET_KEY = asked("SECRET_KEY", "made-up people need no secrets" if DEMO else "")
VILLAGE_PROXY = asked("PROXY") == "1"  # a web server before us says whom it serves
VILLAGE_ADDRESS = asked("ADDRESS", "http://127.0.0.1:8000")  # where links in letters lead
ALLOWED_HOSTS = asked("HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "village.files",
    "village.jobs",
    "village.trail",
    "village.post",
    "village.design",
    "village.partnership.people",
    "village.evidence.returns",
    "village.evidence.linking",
    "village.evidence.indicators",
    "village.account.reporting",
    "village.past",
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
    "village.partnership.people.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "village.partnership.people.middleware.Seam",
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
AUTHENTICATION_BACKENDS = ["village.partnership.people.adapters.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Half an hour idle or half a day in all ends a sitting (people.rules). The session itself lives
# longer, so that what is sent after the end can be kept for the person whose sitting it was.
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "village_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not loopback(ALLOWED_HOSTS)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if loopback(ALLOWED_HOSTS) else 365 * 24 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The sign-in library. Its limits count in each process alone: ours count in the database.
ACCOUNT_ADAPTER = "village.partnership.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "village.partnership.people.forms.SignInForm",
    "reset_password": "village.partnership.people.forms.ForgottenForm",
    "user_token": "village.partnership.people.forms.LinkForm",
    "reset_password_from_key": "village.partnership.people.forms.NewPasswordForm",
    "change_password": "village.partnership.people.forms.ChangePasswordForm",
    "reauthenticate": "village.partnership.people.forms.PasswordAgainForm",
}
MFA_ADAPTER = "village.partnership.people.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Village"
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for a telephone whose clock is slow
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is proven by the invitation that was sent to it
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "village.partnership.people.forms.CodeForm",
    "reauthenticate": "village.partnership.people.forms.CodeAgainForm",
    "activate_totp": "village.partnership.people.forms.SetUpCodeForm",
    "generate_recovery_codes": "village.partnership.people.forms.NewRecoveryCodesForm",
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "village.design.statics.Hashed"},
}
FORM_RENDERER = "village.design.forms.Renderer"
CSRF_FAILURE_VIEW = "village.design.errors.csrf_failure"

# Files that people bring are sealed as they arrive; a plain temporary file is never written.
FILE_UPLOAD_HANDLERS = ["village.files.uploads.SealingUploadHandler"]
VILLAGE_LARGEST_UPLOAD = int(asked("LARGEST_UPLOAD", "200000000"))
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000  # typed text, not files

DEFAULT_FROM_EMAIL = asked("FROM", "village@localhost")
globals().update(mail(asked("SMTP")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "village.guard.logs.Discreet"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["screen"], "level": "WARNING", "propagate": False},
        "village": {"handlers": ["screen"], "level": "INFO", "propagate": False},
    },
}
