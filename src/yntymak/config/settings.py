"""Settings. Everything that differs between two machines comes from YNTYMAK_… variables.

Without any variable the system runs as a demonstration on SQLite in ./var.
"""

import os
from pathlib import Path

import dj_database_url
from cryptography.fernet import Fernet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yntymak.config.secrets import read_or_make_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("YNTYMAK_DATA_DIR", "var")).resolve()

DEMONSTRATION = os.environ.get("YNTYMAK_DEMONSTRATION", "yes") == "yes"
DEBUG = os.environ.get("YNTYMAK_DEBUG", "no") == "yes"

# Both keys lie outside the database: its dump opens neither sessions nor protected voices.
SECRET_KEY = os.environ.get("YNTYMAK_SECRET_KEY") or read_or_make_key(DATA_DIR / "secret.key")
PROTECTED_LANE_KEYS = (
    os.environ.get("YNTYMAK_PROTECTED_LANE_KEYS") or read_or_make_key(DATA_DIR / "protected.key")
).split(",")

for _key in PROTECTED_LANE_KEYS:
    try:
        Fernet(_key.strip())
    except ValueError:  # found out here, not by the first person who speaks in confidence
        raise ValueError("YNTYMAK_PROTECTED_LANE_KEYS holds no Fernet key.") from None

ALLOWED_HOSTS = os.environ.get("YNTYMAK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YNTYMAK_ORIGINS", "").split(",") if o]
BEHIND_TLS = os.environ.get("YNTYMAK_TLS", "no") == "yes"

INSTALLED_APPS = [
    "yntymak.ui",  # first: its words and templates win over those of the libraries
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "yntymak.foundation.registry",
    "yntymak.foundation.people",
    "yntymak.foundation.ledger",
    "yntymak.foundation.jobs",
    "yntymak.apps.laws",
    "yntymak.apps.opinions",
    "yntymak.apps.risks",
    "yntymak.apps.programmes",
    "yntymak.apps.consultations",
    "yntymak.apps.plans",
    "yntymak.apps.coordination",
    "yntymak.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "yntymak.config.middleware.refuse_null_bytes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yntymak.config.middleware.guard_answers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yntymak.foundation.people.middleware.require_second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "yntymak.config.middleware.lead_back_to_the_page",
]

ROOT_URLCONF = "yntymak.config.urls"
WSGI_APPLICATION = "yntymak.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yntymak.ui.context.chrome",
            ],
        },
    }
]
FORM_RENDERER = "yntymak.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "yntymak.ui.views.csrf_failure"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("YNTYMAK_DATABASE", f"sqlite:///{DATA_DIR / 'yntymak.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN: a reader that turns writer in mid-transaction
    # would otherwise fail with "database is locked" instead of waiting.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-32000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rendered pages, and how many voices came from one address. Several web processes share that of
# the database: with one each, the limit would hold for each of them.
CACHE_IS_SHARED = os.environ.get("YNTYMAK_SHARED_CACHE", "no") == "yes"
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
if CACHE_IS_SHARED:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_pages",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Tasks of one argument, the day, that workers ask for once a day; see foundation.jobs.nightly.
YNTYMAK_NIGHTLY = [
    "yntymak.apps.risks.jobs.watch_tonight",
    "yntymak.apps.consultations.jobs.remind_tonight",
    "yntymak.apps.plans.jobs.remind_tonight",
    "yntymak.apps.plans.jobs.roll_up_tonight",
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = reverse_lazy("portal:desk")
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # many people here have no e-mail; a role is given in person
ACCOUNT_ADAPTER = "yntymak.foundation.people.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("portal:home")
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Ынтымак: "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "yntymak.foundation.people.forms.AddKeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMONSTRATION
MFA_TOTP_ISSUER = "Ынтымак"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if "YNTYMAK_MAIL_HOST" in os.environ:
    EMAIL_HOST = os.environ["YNTYMAK_MAIL_HOST"]
    EMAIL_PORT = int(os.environ.get("YNTYMAK_MAIL_PORT", "25"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("YNTYMAK_MAIL_FROM", "yntymak@localhost")

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "ky"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ky", "ru", "en")
USE_I18N = True
FORMAT_MODULE_PATH = ["yntymak.ui.formats"]
TIME_ZONE = "Asia/Bishkek"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "yntymak.foundation.jobs.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024

# Voices from one internet address in ten minutes; 0 sets no limit. A village may share an address.
VOICES_PER_ADDRESS = int(os.environ.get("YNTYMAK_VOICES_PER_ADDRESS", "60"))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The main navigation is data so that `ui` need not know the apps above it.
YNTYMAK_NAV = ["yntymak.portal.navigation.main"]
YNTYMAK_BAR = ["yntymak.portal.navigation.bar"]
YNTYMAK_FOOTER = ["yntymak.portal.navigation.footer"]
YNTYMAK_ACCOUNT = "portal:desk"
# Risks stand below plans; what serves a risk is shown on its page all the same.
YNTYMAK_WARNING_MAP = "portal:warning_map"
YNTYMAK_RISK_MEASURES = "yntymak.portal.risk_measures.measures_for"
YNTYMAK_RISKS_TREATED = "yntymak.portal.risk_measures.treated"
YNTYMAK_HEARD_WITH = "yntymak.apps.coordination.hearings.heard_with"
