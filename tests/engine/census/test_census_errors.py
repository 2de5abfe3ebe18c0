"""The family of errors: what, where and what to do, with an exit code for each."""

import pytest

from village.engine import errors
from village.engine.errors import EngineError, KitFault, Unreadable


def test_each_kind_has_an_exit_code_of_its_own() -> None:
    codes = {name: kind.exit_code for name, kind in errors.KINDS.items()}

    assert codes == {
        "ErrorsFound": 1,
        "Usage": 2,
        "Unreadable": 3,
        "Hostile": 4,
        "WrongReturn": 5,
        "KitFault": 6,
        "Busy": 7,
        "TooTelling": 8,
    }


def test_the_message_says_what_where_and_what_to_do() -> None:
    error = Unreadable("It is cut off.", where="census.xml, line 3", mend="Export it again.")

    assert str(error) == "census.xml, line 3: It is cut off. Export it again."


@pytest.mark.parametrize("kind", errors.KINDS.values())
def test_an_error_crosses_a_border_as_itself(kind: type[EngineError]) -> None:
    error = kind("What.", where="Where", mend="Mend.")

    crossed = errors.from_record(error.as_record())

    assert type(crossed) is kind
    assert (crossed.what, crossed.where, crossed.mend) == ("What.", "Where", "Mend.")


def test_an_error_may_have_neither_place_nor_mend() -> None:
    assert str(KitFault("What.")) == "What."
