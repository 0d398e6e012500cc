import os

from django.core.wsgi import get_wsgi_application

from yntymak.foundation.jobs.supervision import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
end_with_parent()
application = get_wsgi_application()
