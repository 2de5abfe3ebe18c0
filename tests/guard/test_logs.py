"""A log tells where it went wrong, and nothing of an expected no."""

import logging
import sys

from django.core.exceptions import PermissionDenied

from village.guard.logs import Discreet


def written(fault: Exception) -> str:
    try:
        raise fault
    except type(fault):
        record = logging.LogRecord(
            "a", logging.WARNING, __file__, 1, "Forbidden: /page/", None, sys.exc_info()
        )
    return Discreet().format(record)


def test_a_fault_is_told_by_its_kind_and_its_lines_alone() -> None:
    said = written(ValueError("Zebedee Canary"))

    assert "builtins.ValueError" in said
    assert "test_logs.py" in said
    assert "Canary" not in said


def test_an_expected_refusal_is_one_line() -> None:
    assert written(PermissionDenied("Zebedee Canary")).count("\n") == 0
