"""The rows that are not brought, as a list that its bringer takes along to mend."""

from village.design.sheets import Label
from village.design.tables import Table
from village.kernel.brought import End
from village.partnership.people.rights import Rights
from village.past.models import Bringing
from village.past.rules import State
from village.past.selectors import kinds
from village.past.selectors.shown import line_of, person_of, weigh
from village.past.selectors.tables import laid

COLUMNS = "Where|Column|What stands there|What is wrong|What to do"


def left_out(found: Bringing, rights: Rights) -> tuple[Label, Table]:
    """The list with its label; of a sheet that was taken in, what is not there since."""
    kind = kinds.of(found.kind)
    weighed = weigh(laid(found), by=person_of(rights), at=rights.at)
    names = {one.name: one.title for one in kind.fields}
    lines = [line_of(one, names) for one in weighed.verdicts if one.end is End.LEFT_OUT]
    label = Label(
        title=f"{kind.title}: rows that are not brought",
        definition="Each row of the sheet that could not be taken in, why, and what to do",
        source=f"{found.name}, sheet {found.sheet}" if found.sheet else found.name,
        audience="Whoever brought the sheet, and the business unit",
        by=person_of(rights).name,
        at=rights.at,
    )
    rows = [(one.place, one.title, one.about, one.what, one.mend) for one in lines]
    note = "As the house stands now." if found.state == State.TAKEN else ""
    return label, Table.of("Rows that are not brought", COLUMNS, rows, note=note)
