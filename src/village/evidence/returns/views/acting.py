"""What the views of returns share: which requests they take, what was sent, who acts and when."""

from typing import Any

from django.views.decorators.http import require_http_methods

from village.partnership.people.access import Request, acting

__all__ = ["acting", "posted", "takes_forms"]

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


def posted(request: Request) -> tuple[Any, Any]:
    """What was sent, for a form; two Nones where nothing was."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
