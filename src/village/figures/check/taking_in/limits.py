"""How much one report may be: many times what a partnership publishes, and no more."""

from typing import Final

FILE_BYTES: Final = 50_000_000
PAGES: Final = 600
SIGNS: Final = 2_000_000
"""Signs of text: a report of 100 pages has about 200,000."""

PART_BYTES: Final = 32_000_000
"""One part of a Word file, unpacked; the text of 600 pages takes about 10 MB."""
PARTS: Final = 5_000
WHOLE_BYTES: Final = 200_000_000
"""All parts of a Word file with its pictures, unpacked, where comments are written into it."""
BLOCKS: Final = 20_000
"""Headings, paragraphs, items and tables: a report of 100 pages has about 1,500."""
LINES: Final = 100_000
"""Printed lines of plain text: 600 pages have about 30,000."""
CLAIMS: Final = 10_000
NESTED: Final = 20
"""Lists within lists of a file of claims, which needs two."""
CELLS: Final = 200_000
"""Cells of one table, with those that merged ones cover."""

CHILD_MEMORY: Final = 1024 * 1024 * 1024
CHILD_CPU_SECONDS: Final = 30
CHILD_SECONDS: Final = 60.0
