"""Says in lines for a screen what a kit holds or what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path

from village.kernel.yaml import KitError
from village.kit.reading import Kit, examine
from village.kit.sections import SECTIONS


def report(path: Path) -> tuple[tuple[str, ...], bool]:
    """The lines, and whether the kit is sound."""
    kit, faults = examine(path)
    if kit is None:
        return _faults(faults), False
    return _contents(kit), True


def _faults(faults: Sequence[KitError]) -> tuple[str, ...]:
    files = len({fault.file for fault in faults})
    lines = [
        f"{_near(fault.file)}, line {fault.line}: {fault.message} {fault.instead}"
        for fault in faults
    ]
    return (*lines, f"{_count(len(faults), 'fault')} in {_count(files, 'file')}.")


def _contents(kit: Kit) -> tuple[str, ...]:
    names = " on ".join(f"“{folder.cover.name}”" for folder in reversed(kit.folders))
    counts = [_words(one.name, len(kit.of(one.name))) for one in SECTIONS if kit.of(one.name)]
    made_up = ("Everything in it is made up.",) if kit.made_up else ()
    return (f"The kit {names} is sound: {', '.join(counts)}.", *made_up)


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


_WORDS = {
    "clocks": ("edition of a clock", "editions of clocks"),
    "codes": ("edition of a code list", "editions of code lists"),
    "bodies": ("body", "bodies"),
    "people": ("person", "people"),
    "gateways": ("legal basis", "legal bases"),
    "owed": ("kind of return owed", "kinds of return owed"),
    "strategies": ("strategy", "strategies"),
    "scrutiny": ("scrutiny plan", "scrutiny plans"),
    "budget": ("year of the budget", "years of the budget"),
}
"""One and many of what a section holds, where its name does not say it."""


def _words(section: str, number: int) -> str:
    one, many = _WORDS.get(section, (section.removesuffix("s"), section))
    return f"{number} {one if number == 1 else many}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
