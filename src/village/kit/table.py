"""A table that lies beside a file of the kit and is named in it."""

from pathlib import Path

from village.kernel.yaml import Node

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
