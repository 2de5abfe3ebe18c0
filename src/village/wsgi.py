"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "village.settings")
application = get_wsgi_application()

from village.trail import guards  # noqa: E402  (after Django has started)

guards.must_stand()
