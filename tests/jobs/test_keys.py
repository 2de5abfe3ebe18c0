"""A form that is sent twice acts once and answers twice."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from village import trail
from village.jobs import keys
from village.jobs.keys import FIELD, new_key, once
from village.jobs.models import RequestKey
from village.kernel.refusal import Refusal
from village.trail.models import Event

pytestmark = pytest.mark.django_db

ANNA, BORIS = trail.System("anna"), trail.System("boris")
Post = Callable[..., HttpResponse]


@pytest.fixture
def post(at: datetime) -> Post:
    """Send a form with a key to a view, as somebody."""

    def send(
        view: Callable[..., HttpResponse],
        key: str,
        *,
        by: trail.System = ANNA,
        path: str = "/returns/r1/",
        method: str = "post",
    ) -> HttpResponse:
        request = getattr(RequestFactory(), method)(path, {FIELD: key})
        request.rights, request.at = by, at
        return view(request)

    return send


def deeds() -> int:
    return Event.objects.system("the test counts").filter(name="test.deed").count()


def deed(request: HttpRequest) -> None:
    with trail.verb("test.deed", by=request.rights, at=request.at) as verb:
        verb.wrote("row", "r1")


@once
def act(request: HttpRequest) -> HttpResponse:
    """A view that does something and leads to another page."""
    deed(request)
    return HttpResponseRedirect(f"/editions/{deeds()}/")


def test_the_second_sending_acts_no_more_and_gets_the_first_answer(post: Post) -> None:
    key = new_key()

    first, second = post(act, key), post(act, key)

    assert deeds() == 1
    assert first.headers["Location"] == second.headers["Location"] == "/editions/1/"


def test_a_fresh_form_acts_again(post: Post) -> None:
    post(act, new_key())
    post(act, new_key())

    assert deeds() == 2


def test_two_persons_with_one_key_do_not_meet(post: Post) -> None:
    key = new_key()

    post(act, key, by=ANNA)
    other = post(act, key, by=BORIS)

    assert deeds() == 2
    assert other.headers["Location"] == "/editions/2/"


@pytest.mark.parametrize("key", ["", "short", "x" * 41, "<script>alert(1)"])
def test_a_form_without_a_sound_key_is_sent_back(key: str, post: Post) -> None:
    answer = post(act, key)

    assert answer.status_code == 400
    assert b"load it again" in answer.content
    assert deeds() == 0


def test_a_key_of_another_page_is_sent_back(post: Post) -> None:
    key = new_key()
    post(act, key)

    answer = post(act, key, path="/returns/r2/")

    assert answer.status_code == 400
    assert deeds() == 1


def test_a_get_needs_no_key(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("shown")

    assert post(view, "", method="get").content == b"shown"


def test_a_form_that_was_refused_may_be_sent_again_with_its_key(post: Post) -> None:
    faults = [Refusal("Not yet."), None]

    @once
    def view(request: HttpRequest) -> HttpResponse:
        try:
            with trail.verb("test.deed", by=request.rights, at=request.at) as verb:
                verb.wrote("row", "r1")
                if fault := faults.pop(0):
                    raise fault
        except Refusal:
            return HttpResponse("refused", status=200)
        return HttpResponseRedirect("/done/")

    key = new_key()

    assert post(view, key).content == b"refused"
    assert post(view, key).headers["Location"] == "/done/"
    assert deeds() == 1


def test_a_view_that_did_nothing_uses_no_key_up(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("Enter what changed")

    post(view, new_key())

    assert not RequestKey.objects.system("the test looks").exists()


def test_a_request_with_two_verbs_uses_its_key_once(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        deed(request)
        deed(request)
        return HttpResponseRedirect("/done/")

    key = new_key()
    post(view, key)
    post(view, key)

    assert deeds() == 2


def test_the_first_answer_is_given_though_the_form_would_now_be_refused(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        if deeds():
            return HttpResponse("Somebody has decided this already.")
        deed(request)
        return HttpResponseRedirect("/done/")

    key = new_key()
    post(view, key)

    assert post(view, key).headers["Location"] == "/done/"


def test_a_verb_that_was_undone_leaves_the_key_to_the_next_of_the_request(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        with suppress(ZeroDivisionError), trail.verb("a.b", by=request.rights, at=request.at):
            raise ZeroDivisionError
        deed(request)
        return HttpResponseRedirect("/done/")

    key = new_key()
    post(view, key)
    post(view, key)

    assert deeds() == 1


def test_a_lost_answer_leads_to_the_page_and_never_acts_again(post: Post) -> None:
    @once
    def view(request: HttpRequest) -> HttpResponse:
        deed(request)
        raise ConnectionError("the reply was lost")

    key = new_key()
    with pytest.raises(ConnectionError):
        post(view, key)

    again = post(view, key)

    assert deeds() == 1
    assert again.headers["Location"] == "/returns/r1/"


def test_a_request_outside_any_key_has_nothing_to_begin_with(at: datetime, post: Post) -> None:
    post(act, new_key())

    with trail.verb("test.deed", by=ANNA, at=at) as verb:
        verb.wrote("row", "r2")

    assert RequestKey.objects.system("the test counts").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_sendings_at_one_moment_one_acts(post: Post) -> None:
    key, answers = new_key(), []
    together = threading.Barrier(4)

    def send() -> None:
        try:
            together.wait()
            answers.append(post(act, key).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert deeds() == 1
    assert answers == [302] * 4


def test_keys_are_forgotten_after_a_week(at: datetime, post: Post) -> None:
    post(act, new_key())

    keys.sweep(at=at + timedelta(days=6))
    assert RequestKey.objects.system("the test counts").count() == 1
    keys.sweep(at=at + timedelta(days=7))
    assert RequestKey.objects.system("the test counts").count() == 0


def test_a_view_that_acts_once_says_so() -> None:
    assert getattr(act, keys.MARK) is True
    assert act.__doc__ == "A view that does something and leads to another page."
