"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "village.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (after Django has started)

from village import kit  # noqa: E402
from village.trail import guards  # noqa: E402

guards.must_stand()
kit.connect(settings.VILLAGE_KIT)
