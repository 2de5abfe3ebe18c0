"""How two records are compared, field by field, and which pairs are compared at all."""

from typing import Any, Final

Level = dict[str, Any]  # Any: Splink's words for a level of a comparison

FORENAME, MIDDLE, SURNAME, BORN, SEX, POSTCODE, NHS, UPN = (
    "forename", "middle", "surname", "born", "sex", "postcode", "nhs", "upn",
)  # fmt: skip

SAME_GIVEN, FAMILY_GIVEN, NEAR_GIVEN, MOVED_GIVEN, LIKE_GIVEN = 5, 4, 3, 2, 1
"""Levels of the forename: equal, another spelling, a slip, elsewhere in the name (or all parts of
one name are in the other), alike (Jaro–Winkler 0.85). Below: it agrees at no level; -1 where one is
missing."""

SAME_NUMBER = 2
SAME_BORN: Final = 4
SAME_POSTCODE: Final = 2
SHARED_SURNAME: Final = 2

_SAME_CHILD_SAME_NHS: Final = (0.97, 0.02, 0.01)
_SAME_CHILD_SAME_UPN: Final = (0.93, 0.02, 0.05)
_OTHERS: Final = (0.000_000_5, 0.000_01, 0.999_989_5)
"""Assumed, not trained: too few pairs have numbers on both sides in a small partnership.
Most are right, and nobody shares one; a pupil number changes when a child was given a second."""

_STARTS: Final = {
    FORENAME: ((0.80, 0.08, 0.04, 0.05, 0.01, 0.02), (0.002, 0.0005, 0.0005, 0.00005, 0.0015)),
    MIDDLE: ((0.90, 0.10), (0.02,)),
    SURNAME: ((0.80, 0.05, 0.08, 0.05, 0.02), (0.003, 0.0002, 0.002, 0.001)),
    BORN: ((0.95, 0.015, 0.01, 0.02, 0.005), (0.0002, 0.0003, 0.0001, 0.008)),
    SEX: ((0.99, 0.01), (0.5,)),
    POSTCODE: ((0.80, 0.02, 0.18), (0.001, 0.03)),
}
"""Where learning starts from, and what stands where a partnership has too few pairs to learn from:
how often records of one child agree, from the strongest level to none; and of two children, none
being what is left. Ours, by orders of magnitude."""


def _level(sql: str, **more: Any) -> Level:  # Any: as above
    return {"sql_condition": sql, "label_for_charts": sql, **more}


def _missing(sql: str) -> Level:
    return _level(sql, is_null_level=True)


def _comparison(name: str, missing: Level, *levels: Level) -> dict[str, Any]:
    told = [*levels, _level("ELSE")]
    if name in _STARTS:
        same, others = _STARTS[name]
        for level, m, u in zip(told, same, (*others, 1 - sum(others)), strict=True):
            level.update(m_probability=m, u_probability=u)
    return {"output_column_name": name, "comparison_levels": [missing, *told]}


def _assumed(m: float, u: float) -> dict[str, Any]:
    return {
        "m_probability": m,
        "u_probability": u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _rarer_counts_more(column: str, rarity: bool) -> dict[str, Any]:
    return {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0} if rarity else {}


def comparisons(*, rarity: bool) -> list[dict[str, Any]]:
    """Splink's comparisons; the levels of a field stand from the strongest to the weakest.

    rarity: whether a rare name that agrees says more than a common one.
    """
    return [
        _forename(rarity),
        _comparison(
            MIDDLE,
            _missing("len(middle_l) = 0 OR len(middle_r) = 0"),
            _level("list_has_any(middle_l, names_r) OR list_has_any(middle_r, names_l)"),
        ),
        _surname(rarity),
        _born(),
        _comparison(SEX, _missing("sex_l IS NULL OR sex_r IS NULL"), _level("sex_l = sex_r")),
        _comparison(
            POSTCODE,
            _missing("len(postcodes_l) = 0 OR len(postcodes_r) = 0"),
            _level("list_has_any(postcodes_l, postcodes_r)"),
            _level("list_has_any(sectors_l, sectors_r)"),
        ),
        *_numbers(),
    ]


def _forename(rarity: bool) -> dict[str, Any]:
    return _comparison(
        FORENAME,
        _missing("given_l IS NULL OR given_r IS NULL"),
        _level("given_l = given_r", **_rarer_counts_more("given", rarity)),
        _level("list_has_any(given_keys_l, given_keys_r)"),
        _level(
            "jaro_winkler_similarity(given_l, given_r) >= 0.93"
            " OR (damerau_levenshtein(given_l, given_r) <= 1 AND len(given_l) > 3)"
        ),
        _level(
            "(list_has_any(given_keys_l, names_r) AND list_has_any(given_keys_r, names_l))"
            " OR (least(len(full_l), len(full_r)) > 1 AND surname_l <> surname_r"
            " AND (list_has_all(full_l, full_r) OR list_has_all(full_r, full_l)))"
            " OR (jaro_winkler_similarity(given_l, surname_r) >= 0.88"
            " AND jaro_winkler_similarity(given_r, surname_l) >= 0.88)"
        ),
        _level("jaro_winkler_similarity(given_l, given_r) >= 0.85"),
    )


def _surname(rarity: bool) -> dict[str, Any]:
    return _comparison(
        SURNAME,
        _missing("surname_l IS NULL OR surname_r IS NULL"),
        _level("surname_l = surname_r", **_rarer_counts_more("surname", rarity)),
        _level(
            "surname_key_l = surname_key_r"
            " OR (damerau_levenshtein(surname_l, surname_r) <= 1 AND len(surname_l) > 4)"
        ),
        _level(
            "list_has_any(surname_keys_l, surname_keys_r)"
            " OR jaro_winkler_similarity(surname_l, surname_r) >= 0.93"
        ),
        _level("list_has_any(surname_keys_l, names_r) OR list_has_any(surname_keys_r, names_l)"),
    )


def _born() -> dict[str, Any]:
    parted = (
        "(year(born_l) = year(born_r))::INT + (month(born_l) = month(born_r))::INT"
        " + (day(born_l) = day(born_r))::INT >= 2"
    )
    return _comparison(
        BORN,
        _missing("born_l IS NULL OR born_r IS NULL"),
        _level("born_l = born_r AND NOT partial_l"),
        _level("(partial_l OR partial_r) AND year_l = year_r"),
        _level("turned_l = turned_r"),
        _level(parted),
    )


def _numbers() -> tuple[dict[str, Any], dict[str, Any]]:
    nhs = _comparison(
        NHS,
        _missing("nhs_l IS NULL OR nhs_r IS NULL"),
        _level("nhs_l = nhs_r"),
        _level("damerau_levenshtein(nhs_l, nhs_r) <= 1"),
    )
    upn = _comparison(
        UPN,
        _missing("len(upns_l) = 0 OR len(upns_r) = 0"),
        _level("list_has_any(upns_l, upns_r)"),
        _level("damerau_levenshtein(upns_l[1], upns_r[1]) <= 1"),
    )
    for number, same in ((nhs, _SAME_CHILD_SAME_NHS), (upn, _SAME_CHILD_SAME_UPN)):
        for level, m, u in zip(number["comparison_levels"][1:], same, _OTHERS, strict=True):
            level.update(_assumed(m, u))
    return nhs, upn


BLOCKING: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("l.born = r.born AND l.names = r.names", ("names",)),
    ("l.born = r.born AND l.postcodes = r.postcodes", ("postcodes",)),
    ("l.born = r.born AND l.skeletons = r.skeletons", ("skeletons",)),
    ("l.turned = r.turned AND l.names = r.names", ("names",)),
    ("l.twos = r.twos AND l.year = r.year", ("twos",)),
    ("l.postcodes = r.postcodes AND l.given_key = r.given_key", ("postcodes",)),
    ("l.postcodes = r.postcodes AND l.year = r.year AND l.names = r.names", ("postcodes", "names")),
    ("l.given_key = r.given_key AND l.surname_key = r.surname_key AND l.sectors = r.sectors",
     ("sectors",)),
    ("l.nhs = r.nhs", ()),
    ("l.upns = r.upns", ("upns",)),
)  # fmt: skip
"""Pairs that are compared: the condition, and the lists of which any entry may be the equal one.
Those by numbers come last, so that a pair tells whether it would be compared without them."""

BY_NUMBERS: Final = 2
"""How many of them are by numbers."""

TRAINING: Final = (("born", "sex"), ("given", "surname"), ("nhs",))
"""Blocks in which the model learns: columns that are equal in them. A field is learnt in the blocks
that do not hold it equal."""
