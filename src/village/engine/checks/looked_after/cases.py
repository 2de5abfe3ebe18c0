"""The small language in which a rule's cases are written: changes to a child that is in order.

Four children are in order: `looked_after` (a girl of 2014 in foster care since 2022), `left` (a
young man of 2006 who left care at 18), `adopted` (a boy of 2021 adopted in the year) and `uasc`
(an unaccompanied boy of 2009). The return is of 31 March 2025. Columns are the return's own:
`looked_after(header={"SEX": "X"})`, `looked_after(episodes=[ep("2024-05-01", "S")])`; a list
stands for all rows of a table, a mapping changes its only row, None leaves it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from village.engine.specs.looked_after import TABLES

YEAR = "2024-25"

Values = dict[str, str]
Kid = Mapping[str, Sequence[Values]]
"""A child: rows by table, each without CHILD and DOB, which the writer adds."""
Change = Values | Sequence[Values] | None

_WITHIN = {table.within: table.name for table in TABLES}


@dataclass(frozen=True, slots=True)
class Case:
    """A small return and the cells that a rule must show on it, none where it must hold.

    cells: "COLUMN=value", or "-" for a finding without cells. last: last year's return.
    """

    children: tuple[Kid, ...]
    cells: tuple[str, ...]
    year: str
    last: tuple[Kid, ...]

    @property
    def is_bad(self) -> bool:
        return bool(self.cells)


def bad(*children: Kid, cells: str, year: str = YEAR, last: Sequence[Kid] | Kid = ()) -> Case:
    """The rule finds these cells, written with | between them."""
    return Case(children, tuple(cells.split("|")), year, _several(last))


def good(*children: Kid, year: str = YEAR, last: Sequence[Kid] | Kid = ()) -> Case:
    """The rule holds."""
    return Case(children, (), year, _several(last))


def _several(last: Sequence[Kid] | Kid) -> tuple[Kid, ...]:
    return (last,) if isinstance(last, Mapping) else tuple(last)


def row(**values: str) -> Values:
    """A row by its columns in small letters."""
    return {name.upper(): value for name, value in values.items()}


def ep(decom: str, rne: str = "S", **changes: str) -> Values:
    """An episode from a day on: section 20, abuse, foster care with the authority's own carers."""
    episode = {
        "DECOM": decom, "RNE": rne, "LS": "C2", "CIN": "N1", "PLACE": "U6",
        "PLACE_PROVIDER": "PR1", "DEC": "", "REC": "", "REASON_PLACE_CHANGE": "",
        "HOME_POST": "ZZ1 1AA", "PL_POST": "ZZ2 2BB", "URN": "SC012345",
    }  # fmt: skip
    return episode | {name.upper(): value for name, value in changes.items()}


def _changed(base: Kid, changes: Mapping[str, Change]) -> Kid:
    kid = {name: list(rows) for name, rows in base.items()}
    for within, change in changes.items():
        name = _WITHIN[within]
        if change is None:
            kid.pop(name, None)
        elif isinstance(change, Mapping):
            kid[name] = [{**one, **change} for one in kid.get(name) or [{}]]
        else:
            kid[name] = list(change)
    return kid


def looked_after(**changes: Change) -> Kid:
    """A girl of ten, in foster care since June 2022 under a care order."""
    return _changed(_LOOKED_AFTER, changes)


def left(**changes: Change) -> Kid:
    """A young man who left care in January 2024, when he was 17, and turned 19 in the year."""
    return _changed(_LEFT, changes)


def adopted(**changes: Change) -> Kid:
    """A boy of three, placed for adoption in 2023 and adopted in the year."""
    return _changed(_ADOPTED, changes)


def uasc(**changes: Change) -> Kid:
    """A boy of fifteen who came alone and asked for asylum, looked after since June 2024."""
    return _changed(_UASC, changes)


_WORKER = row(sw_id="SW123456", sw_decom="2024-04-01", sw_dec="", sw_reason="FCONTA")
_OC2 = row(
    sdq_score="12", sdq_reason="", convicted="0", health_check="", immunisations="1",
    teeth_check="1", health_assessment="1", substance_misuse="0", intervention_received="",
    intervention_offered="",
)  # fmt: skip

_LOOKED_AFTER: Kid = {
    "Header": [row(sex="F", dob="2014-05-20", ethnic="WBRI", upn="H801200001001", mother="0")],
    "Episodes": [ep("2022-06-01")],
    "Reviews": [row(review="2024-07-10", review_code="PN1")],
    "OC2": [_OC2],
    "PrevPerm": [row(prev_perm="Z1")],
    "SWEpisodes": [_WORKER],
}
_LEFT: Kid = {
    "Header": [row(sex="M", dob="2006-01-20", ethnic="BCRB", upn="X801200001002")],
    "OC3": [row(in_touch="YES", activ="F2", accom="K1")],
}
_ADOPTED: Kid = {
    "Header": [row(sex="M", dob="2021-09-02", ethnic="MWBC", upn="UN1")],
    "Episodes": [
        ep("2022-03-01", ls="C1", dec="2023-03-06", rec="X1"),
        ep("2023-03-06", "L", ls="E1", dec="2023-09-18", rec="X1", reason_place_change="CARPL"),
        ep("2023-09-18", "P", ls="E1", place="A6", dec="2024-11-04", rec="E12",
           pl_post="ZZ3 3CC"),
    ],
    "Reviews": [row(review="2024-06-10", review_code="PN0")],
    "AD1": [
        row(date_int="2023-02-01", date_match="2023-08-01", foster_care="0", nb_adoptr="2",
            sex_adoptr="MF", ls_adoptr="L11")
    ],
    "PlacedAdoption": [row(date_placed="2023-02-01")],
    "PrevPerm": [row(prev_perm="Z1")],
    "SWEpisodes": [_WORKER | {"SW_DEC": "2024-11-04"}],
}  # fmt: skip
_UASC: Kid = {
    "Header": [row(sex="M", dob="2009-03-12", ethnic="OOTH", upn="UN5")],
    "Episodes": [ep("2024-06-03", ls="V2", cin="N8", place="K2", place_provider="PR4",
                    home_post="", urn="SC098765")],
    "Reviews": [row(review="2024-07-01", review_code="PN1"),
                row(review="2024-09-30", review_code="PN1")],
    "UASC": [row(sex="M", duc="2027-03-12")],
    "PrevPerm": [row(prev_perm="Z1")],
    "SWEpisodes": [_WORKER | {"SW_DECOM": "2024-06-03"}],
}  # fmt: skip

IN_ORDER = (looked_after(), left(), adopted(), uasc())
"""Children on whom every rule holds."""
YEAR_BEFORE = (
    looked_after(),
    left(oc3=None, episodes=[ep("2022-06-01", dec="2024-01-19", rec="E6")]),
    adopted(ad1=None, episodes=[*_ADOPTED["Episodes"][:2],
                                {**_ADOPTED["Episodes"][2], "DEC": "", "REC": ""}]),
)  # fmt: skip
"""The same children in last year's return; the boy who came alone was not there yet."""
