"""Sets the web framework up from our own settings, once in a process."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from endgate.desk.conf.database import on_file, on_server
from endgate.desk.conf.model import DeskSettings
from endgate.desk.errors import NO_SUCH_ROLE, DeskError

IDLE_SECONDS = 30 * 60
PACKAGE = Path(__file__).parents[1]
_LOADER = "endgate.desk.pages.words.Loader"
_current: list[DeskSettings] = []


def current() -> DeskSettings:
    """The settings this process was set up with. Raises RuntimeError before ``configure``."""
    if not _current:
        raise RuntimeError("the desk is not set up: call endgate.desk.conf.start.configure first")
    return _current[-1]


def configure(settings: DeskSettings) -> None:
    """Make the data directory and the key, and set the framework up. A second call only changes our own settings.

    Raises DeskError (EG8103) for a setting that names no role.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _current:
        import django
        from django.conf import settings as django_settings

        django_settings.configure(**_values(settings))
        django.setup()
    _demand_known(settings.require_mfa)
    _current.append(settings)


def _demand_known(roles: tuple[str, ...]) -> None:
    """Raises DeskError (EG8103) for a role that nobody can have."""
    from endgate.desk.store.models import ROLES

    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise DeskError(NO_SUCH_ROLE.at("require_mfa", f"{', '.join(unknown)}; roles are {', '.join(ROLES)}"))


def _key(settings: DeskSettings) -> str:
    """The secret of this data directory, made on first use and readable by its owner only."""
    path = settings.key_file
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _values(settings: DeskSettings) -> dict[str, Any]:
    secure = not settings.loopback and not settings.insecure_http
    return {
        "SECRET_KEY": _key(settings),
        "DEBUG": False,
        "ALLOWED_HOSTS": [*settings.allowed_hosts, "127.0.0.1", "localhost", "[::1]", "testserver"],
        "ROOT_URLCONF": "endgate.desk.urls",
        "INSTALLED_APPS": [
            "django.contrib.sessions",
            "django.contrib.staticfiles",
            "endgate.desk.store",
        ],
        "MIDDLEWARE": [
            "endgate.desk.access.web.OwnHost",
            "endgate.desk.api.v1.front.Api",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "endgate.desk.access.web.Guard",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "endgate.desk.access.web.SignedIn",
            "endgate.desk.pages.failures.Faults",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "libraries": {"desk": "endgate.desk.pages.tags", "words": "endgate.desk.pages.words"},
                    "loaders": [("django.template.loaders.cached.Loader", [(_LOADER, [PACKAGE / "templates"])])],
                },
            }
        ],
        "DATABASES": {"default": _database(settings)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [PACKAGE / "static"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_AGE": IDLE_SECONDS,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_USE_SESSIONS": False,
        "CSRF_FAILURE_VIEW": "endgate.desk.pages.failures.forged",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 8 << 20,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 8 << 20,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": settings.language,
        "LOCALE_PATHS": [settings.data_dir / "locale"],
        "APPEND_SLASH": False,
        "LOGGING_CONFIG": None,
    }


def _database(settings: DeskSettings) -> dict[str, Any]:
    return on_server(settings.database_url) if settings.database_url else on_file(settings.database)
