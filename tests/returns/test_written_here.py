"""The demonstration reads its own files in its own process; no other house does."""

import pytest

from tests.cast import Cast
from tests.returns import sending
from tests.returns.sending import census, faulty, now
from village.evidence.returns.models import Return
from village.evidence.returns.services import apart, checking
from village.jobs import confined

pytestmark = pytest.mark.django_db


def check(owed: Return, cast: Cast) -> dict:
    made = sending.send(owed, census(4, more=[faulty()]), by=cast.owner)
    checking.check(made.ref, progress=sending.Quiet())
    return now(made).summary


def test_a_house_that_is_no_demonstration_refuses(settings) -> None:
    settings.DEMO = False

    with pytest.raises(ValueError, match="only the demonstration"), apart.written_here():
        pass


def test_the_check_finds_the_same_and_no_process_is_begun(
    cast: Cast, owed: Return, police_owed: Return, settings, monkeypatch
) -> None:
    confined_found = check(owed, cast)
    settings.DEMO = True
    monkeypatch.setattr(confined, "run", None)

    with apart.written_here():
        found = check(owed, cast)

    told = ("children", "errors", "queries", "sentence", "kinds")
    assert {name: found[name] for name in told} == {n: confined_found[n] for n in told}


def test_afterwards_files_are_read_apart_again(cast: Cast, owed: Return, settings) -> None:
    settings.DEMO = True
    with apart.written_here():
        pass
    began: list[str] = []

    def note(function: str, *_: object, **__: object) -> confined.Ended:
        began.append(function)
        return confined.Ended(confined.End.DONE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "run", note)
        made = sending.send(owed, census(1), by=cast.owner)
        with pytest.raises(Exception):  # noqa: B017  # reason: nothing was said, so it ends badly
            checking.check(made.ref, progress=sending.Quiet())

    assert began == ["village.engine.apart:check"]
