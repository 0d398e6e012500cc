"""The settings of the product, with what a test run needs otherwise."""

import os
import tempfile

os.environ.setdefault("YNTYMAK_DATA_DIR", tempfile.mkdtemp(prefix="yntymak-tests-"))
os.environ.setdefault("YNTYMAK_DEMONSTRATION", "yes")

from yntymak.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: no password is kept
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [m for m in MIDDLEWARE if not m.startswith("whitenoise.")]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
