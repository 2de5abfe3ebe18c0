"""One way to write a value as JSON, so that equal values have equal bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime


def dumps(obj: object) -> bytes:
    """Write an object as UTF-8 JSON: keys sorted, no spaces, no NaN.

    Dates become "2026-07-15", aware moments "2026-07-15T08:00:00.000000Z" (in UTC). Sets are
    refused, having no order. Raises TypeError or ValueError for what has no one form.
    """
    text = json.dumps(
        _plain(obj), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def _plain(obj: object) -> object:
    if obj is None or isinstance(obj, str | int | float):
        return obj
    if isinstance(obj, datetime):
        return _moment(obj)
    if isinstance(obj, date):
        return obj.isoformat()
    if isinstance(obj, Mapping):
        return {_key(key): _plain(value) for key, value in obj.items()}
    if isinstance(obj, list | tuple):
        return [_plain(part) for part in obj]
    raise TypeError(f"{type(obj).__name__} has no canonical form")


def _key(key: object) -> str:
    # json.dumps would turn 1 into "1" in silence, and two keys could become one.
    if isinstance(key, str):
        return key
    raise TypeError(f"a key of a canonical mapping is text, not {type(key).__name__}")


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a canonical moment names its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
