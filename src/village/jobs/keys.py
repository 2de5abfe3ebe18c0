"""A form that is sent twice acts once, and gives its first answer again.

Each form carries a hidden field with a fresh key. The key is written within the first verb of the
request: if the verb is undone the key is free again, and if the reply was lost the deed was not.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect

from village import guard
from village.guard import GuardedQuerySet
from village.jobs.models import RequestKey
from village.kernel.refs import PATTERN, new_ref

FIELD: Final = "request_key"
KEPT_FOR = timedelta(days=7)
WHY = "the answer to a request whose deed is an event of its own"
MARK: Final = "village_once"
STALE = "This page is out of date. Go back, load it again and send it once more."

# Any: a view takes what its address gives it.
View = TypeVar("View", bound=Callable[..., HttpResponse])


class SentBefore(Exception):  # reason: it tells what happened, and is expected
    """This form was sent and acted on already."""


def new_key() -> str:
    """A key for the hidden field of one form as it is shown once."""
    return new_ref()


def once(view: View) -> View:
    """Let a view act once for each form that was shown, however often it is sent."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # Any: as View
        if request.method != "POST":
            return view(request, *args, **kwargs)
        sent = Sent(request)
        if not sent.is_sound:
            return HttpResponseBadRequest(STALE, content_type="text/plain; charset=utf-8")
        return sent.again() or sent.act(lambda: view(request, *args, **kwargs))

    setattr(wrapper, MARK, True)
    return cast(View, wrapper)


class Sent:
    """One sending of one form by one person."""

    def __init__(self, request: HttpRequest) -> None:
        self.key = request.POST.get(FIELD, "")
        self.path = request.path[:300]
        self.owner: str = getattr(getattr(request, "rights", None), "ref", "")
        self.at: datetime = request.at  # type: ignore[attr-defined]  # set by people's middleware

    @property
    def is_sound(self) -> bool:
        return bool(re.fullmatch(PATTERN, self.key))

    def again(self) -> HttpResponse | None:
        """The first answer, where this form was acted on before; the page itself if it was lost."""
        used = self._used().first()
        if used is None:
            return None
        if used.path != self.path:
            return HttpResponseBadRequest(STALE, content_type="text/plain; charset=utf-8")
        return HttpResponseRedirect(used.answer or used.path)

    def act(self, view: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            with guard.beginning_with(self._take) as beginning:
                response = view()
        except SentBefore:
            # Two sendings at one moment: the other one has just committed.
            return self.again() or HttpResponseRedirect(self.path)
        if beginning.done:
            self._remember(response)
        return response

    def _take(self) -> None:
        try:
            RequestKey.objects.create(
                owner=self.owner, key=self.key, path=self.path, used_at=self.at
            )
        except IntegrityError as fault:
            raise SentBefore from fault

    def _remember(self, response: HttpResponse) -> None:
        answer = response.headers.get("Location", "")
        if 0 < len(answer) <= 300:
            with guard.writing_beside(RequestKey, why=WHY):
                self._used().update(answer=answer)

    def _used(self) -> GuardedQuerySet[RequestKey]:
        keys = RequestKey.objects.system("a form is sent twice by the same person")
        return keys.filter(owner=self.owner, key=self.key)


def sweep(*, at: datetime) -> None:
    """Forget the keys of forms that were sent a week ago."""
    with guard.writing_beside(RequestKey, why=WHY):
        RequestKey.objects.system(WHY).filter(used_at__lte=at - KEPT_FOR).delete()
