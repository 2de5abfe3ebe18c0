"""Words that a line's end parted, made whole again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from village.figures.check.taking_in.lines import LINE_HYPHEN, Line

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTED: Final = re.compile(r"([^\W\d_]+)[-‐\ufffe]$")
_NEXT: Final = re.compile(r"[^\W\d_A-Z][^\W\d_]*")
LONGEST = 40  # of the halves of words
_PREFIXES: Final = frozenset(
    {
        "all",
        "anti",
        "co",
        "cross",
        "ex",
        "half",
        "high",
        "inter",
        "intra",
        "long",
        "low",
        "mid",
        "multi",
        "near",
        "non",
        "one",
        "over",
        "part",
        "post",
        "pre",
        "pro",
        "re",
        "self",
        "semi",
        "short",
        "sub",
        "two",
        "three",
        "four",
        "under",
        "up",
        "well",
        "year",
    }
)


@dataclass(frozen=True, slots=True)
class Hyphens:
    """words: all that the document writes within a line, which tells how a parted one is."""

    words: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Hyphens":
        """From the lines of a document, without the halves of words that their ends part."""
        words, parted = set[str](), False
        for text in texts:
            tail = _PARTED.search(text[-LONGEST:])
            whole = text[: -len(tail[0])] if tail else text
            found = _WORD.findall(whole.lower())
            words.update(found[1:] if parted else found)
            parted = tail is not None
        return cls(frozenset(words))

    def joined(
        self, lines: Sequence[Line], *, skip: int = 0
    ) -> tuple[str, tuple[tuple[int, int], ...]]:
        """One text, and where each line begins in it. skip: signs of the first line."""
        parts: list[str] = []
        offsets: list[tuple[int, int]] = []
        length = 0
        for one in lines:
            part = one.text if offsets else one.text[skip:]
            before = parts[-1] if parts else ""
            parted, following = _PARTED.search(before[-LONGEST:]), _NEXT.match(part)
            if parted and following:
                between = self._between(parted[1].lower(), following[0].lower())
                parts[-1] = before[:-1] + between
                length += len(between) - 1
            elif length:
                parts.append(" ")
                length += 1
            offsets.append((length, one.number))
            parts.append(part)
            length += len(part)
        return "".join(parts).replace(LINE_HYPHEN, "-"), tuple(offsets)

    def _between(self, before: str, after: str) -> str:
        """The hyphen that belongs there, or nothing."""
        if before + after in self.words:
            return ""
        if f"{before}-{after}" in self.words or before in _PREFIXES:
            return "-"
        return "-" if before in self.words and after in self.words and len(after) > 3 else ""
