"""What a file may be called on a page."""

import unicodedata

LONGEST = 120
NAMELESS = "file without a name"


def display_name(given: str) -> str:
    """Clean a name that somebody sent: the last part of a path, printable, one line, 120 long.

    It is shown and never used to find anything. Marks that turn the direction of text are taken
    out: with one of them "fdp.exe" could read as "exe.pdf".
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    printable = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    name = " ".join(printable.split()).strip(". ")
    return shortened(name) or NAMELESS


def shortened(name: str) -> str:
    """Cut a long name in its middle, so that its ending still says what it is."""
    if len(name) <= LONGEST:
        return name
    ending = name[-20:]
    return f"{name[: LONGEST - len(ending) - 1]}…{ending}"


def megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
