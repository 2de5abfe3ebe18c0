"""Writes the schemas of a kit's files to docs/reference/kit, for readers and YAML editors."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from village.kit import cover
from village.kit.sections import SECTIONS, cover_shape
from village.kit.shape import Shape


def schemas() -> Mapping[str, Shape]:
    """Every schema, by the name of its file."""
    return {
        f"{Path(cover.FILE).stem}.json": cover_shape(),
        **{f"{section.name}.json": section.shape for section in SECTIONS},
    }


def texts() -> Mapping[str, str]:
    """Every schema as it is written, by the name of its file."""
    return {
        name: json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
        for name, shape in schemas().items()
    }


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
