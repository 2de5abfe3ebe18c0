"""A table that lies beside a file of the kit and is named in it."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from village.kernel.yaml import KitError, Node

LARGEST = 5_000_000  # bytes


def table_of(node: Node) -> Path:
    """The table that an entry names under “file”. Raises KitError.

    The shape has said that it is a bare name, so it cannot lead out of the folder.
    """
    name = node.text("file")
    path = node.mark.file.parent / name
    if not path.is_file():
        raise node["file"].error(
            f"There is no file {name} here.", instead="Add it, or correct its name."
        )
    if path.stat().st_size > LARGEST:
        raise node["file"].error(
            f"{name} is larger than 5 MB.", instead="Keep only the rows that are needed."
        )
    return path


def rows_of(content: bytes, path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their lines. Raises KitError for other columns or no UTF-8."""
    lines = csv.reader(_text(content, path).splitlines())
    _refuse_header(next(lines, []), columns, path)
    yield from enumerate(lines, start=2)


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise KitError(
            path, line, "The table is not written in UTF-8.", "Save it again as CSV UTF-8."
        ) from None


def _refuse_header(cells: list[str], columns: Sequence[str], path: Path) -> None:
    if cells != list(columns):
        raise KitError(
            path,
            1,
            f"The columns are {','.join(cells)[:120]}." if cells else "There are no columns.",
            f"Write as the first line: {','.join(columns)}",
        )
