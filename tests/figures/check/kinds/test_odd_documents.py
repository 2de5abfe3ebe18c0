"""Documents that no partnership writes are read by every kind for words without harm."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.findings import Verdict
from village.figures.check.kinds import (
    acronyms,
    dangling_headings,
    duplicates,
    extrapolation,
    hidden_cells,
    name_variants,
    named_settings,
    no_base,
    overdue,
    page_references,
    placeholders,
    small_cells,
    status_conflicts,
    superlatives,
    vignettes,
)

KINDS = (
    acronyms, dangling_headings, duplicates, extrapolation, hidden_cells, name_variants,
    named_settings, no_base, overdue, page_references, placeholders, small_cells,
    status_conflicts, superlatives, vignettes,
)  # fmt: skip
ODD = {
    "nothing": "",
    "one heading": "# Report",
    "only a table": "| | |\n| | |\n| Total | |",
    "a table of one row": "| Ethnicity of children |",
    "right to left": "# דוח שנתי\n\nבשנת 2024 היו 3 ילדים. تقرير السنة (page 3) TBC؟",
    "small words": f"ABC {'and the of ' * 3_000}",
    "brackets": "(" * 5_000 + "[" * 5_000,
    "capitals": "Aa " * 20_000,
    "quotes": '“ ‘ " ’ ” [name] ' * 2_000,
    "letters": "A B C (ABC) " * 2_000,
    "numbers": "5 of 5 of 5 of " * 3_000,
    "one word": "x" * 50_000,
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.rpartition(".")[2])
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_it_is_read_to_its_end(kind, text: str) -> None:
    found = [*kind.found(read(text))]

    assert all(finding.says and finding.quote.text for finding in found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.rpartition(".")[2])
def test_words_alone_never_prove_a_report_wrong(kind) -> None:
    text = "TBC.\n\nTwo Somali boys died. There was a marked fall in absences.\n\n# End"

    assert all(f.verdict is not Verdict.CANNOT for f in kind.found(read(text)))
