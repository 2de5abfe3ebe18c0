"""Who belongs to the twelve-month cohort (OC2), and what is asked of whom by age."""

from collections.abc import Iterator
from typing import Any

from village.engine.checks.looked_after.cases import bad, good, left, looked_after
from village.engine.checks.looked_after.health import FLAGS
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places

FAMILY = Family()

_NEW = {"DECOM": "2024-04-02"}
_FLAGS = " ".join(FLAGS).upper()
_EVERY = "|".join(FLAGS).upper()
_EPISODES = "Episodes.DECOM Episodes.DEC"


@FAMILY.rows(
    "OC2", "185", shows="SDQ_SCORE", fields=_EPISODES,
    message="A score is given for a child who was not looked after for the whole year.",
    mend="Leave the score empty, or correct the episodes.",
    cases=(bad(looked_after(episodes=_NEW), cells="SDQ_SCORE=12"), good(looked_after())),
)  # fmt: skip
def _scored(row: Any, life: Life) -> bool:
    return row.sdq_score is not None and not life.all_year


@FAMILY.rows(
    "OC2", "198", shows="SDQ_REASON", fields=_EPISODES,
    message="A reason for no score is given for a child not looked after for the whole year.",
    mend="Leave the reason empty, or correct the episodes.",
    cases=(
        bad(looked_after(episodes=_NEW, oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ4"}),
            cells="SDQ_REASON=SDQ4"),
        good(looked_after(oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ4"})),
    ),
)  # fmt: skip
def _reasoned(row: Any, life: Life) -> bool:
    return row.sdq_reason is not None and not life.all_year


@FAMILY.rows(
    "OC2", "190", shows=_FLAGS, fields=_EPISODES,
    message="Health or conviction is answered for a child not looked after for the whole year.",
    mend="Leave the child out of the table OC2, or correct the episodes.",
    cases=(bad(looked_after(episodes=_NEW), cells=_EVERY), good(looked_after())),
)  # fmt: skip
def _answered(row: Any, life: Life) -> bool:
    return not life.all_year and any(getattr(row, name) is not None for name in FLAGS)


@FAMILY.lives(
    "191", fields="OC2.CHILD OC2.IMMUNISATIONS OC2.TEETH_CHECK OC2.HEALTH_ASSESSMENT "
    "OC2.SUBSTANCE_MISUSE Header.CHILD Episodes.DECOM", when="Header",
    message="A child was looked after for the whole year, and health is not answered.",
    mend="Complete the child's row in the table OC2.",
    cases=(
        bad(looked_after(oc2=None), cells="CHILD=A1"),
        bad(looked_after(oc2={"TEETH_CHECK": ""}),
            cells="IMMUNISATIONS=1|TEETH_CHECK=|HEALTH_ASSESSMENT=1|SUBSTANCE_MISUSE=0"),
        good(looked_after()),
        good(looked_after(episodes=_NEW, oc2=None)),
    ),
)  # fmt: skip
def _unanswered(life: Life) -> Iterator[Places]:
    if not life.all_year:
        return
    if not life.child.oc2:
        yield ((life.header, "child"),)
    four = ("immunisations", "teeth_check", "health_assessment", "substance_misuse")
    for row in life.child.oc2:
        if any(getattr(row, name) is None for name in four):
            yield ((row, *four),)


def _scores(row: Any) -> bool:
    return row.sdq_score is not None or row.sdq_reason is not None


@FAMILY.rows(
    "OC2", "186", shows="SDQ_SCORE SDQ_REASON", also="DOB", fields=_EPISODES,
    message="A child of 4 to 16 looked after for the whole year has no score and no reason.",
    mend="Enter the score, or the reason why there is none.",
    cases=(
        bad(looked_after(oc2={"SDQ_SCORE": ""}), cells="SDQ_SCORE=|SDQ_REASON=|DOB=20/05/2014"),
        good(looked_after(oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ2"})),
        good(looked_after(header={"DOB": "2020-04-02"}, oc2={"SDQ_SCORE": ""})),
    ),
)  # fmt: skip
def _unscored(row: Any, life: Life) -> bool:
    asked = life.reached(4, life.ground.first) and life.under(17, life.ground.last)
    return asked and life.all_year and not _scores(row)


@FAMILY.rows(
    "OC2", "157", shows="SDQ_REASON", also="DOB",
    message="Age (SDQ1) is the reason for no score of a child of 4 to 16.",
    mend="Enter the score, or the reason that is true.",
    cases=(
        bad(looked_after(oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ1"}),
            cells="SDQ_REASON=SDQ1|DOB=20/05/2014"),
        good(looked_after(header={"DOB": "2020-04-02"},
                          oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ1"})),
    ),
)  # fmt: skip
def _not_by_age(row: Any, life: Life) -> bool:
    asked = life.reached(4, life.ground.first) and life.under(17, life.ground.last)
    return asked and row.sdq_reason == "SDQ1"


@FAMILY.rows(
    "OC2", "188", shows="SDQ_SCORE SDQ_REASON", also="DOB",
    message="A child under 4 at the year's end has a score or a reason for none.",
    mend="Leave both empty, or correct the date of birth.",
    cases=(
        bad(looked_after(header={"DOB": "2021-04-01"}),
            cells="SDQ_SCORE=12|SDQ_REASON=|DOB=01/04/2021"),
        good(looked_after(header={"DOB": "2021-03-31"})),
    ),
)  # fmt: skip
def _scored_too_young(row: Any, life: Life) -> bool:
    return _scores(row) and life.under(4, life.ground.last)


@FAMILY.rows(
    "OC2", "189", shows="SDQ_SCORE SDQ_REASON", also="DOB",
    message="A young person of 17 or over as the year began has a score or a reason for none.",
    mend="Leave both empty, or correct the date of birth.",
    cases=(
        bad(looked_after(header={"DOB": "2007-04-01"}),
            cells="SDQ_SCORE=12|SDQ_REASON=|DOB=01/04/2007"),
        good(looked_after(header={"DOB": "2007-04-02"})),
    ),
)  # fmt: skip
def _scored_too_old(row: Any, life: Life) -> bool:
    return _scores(row) and life.reached(17, life.ground.first)


@FAMILY.rows(
    "OC2", "197B", shows="SDQ_SCORE SDQ_REASON", also="DOB", query=True, fields=_EPISODES,
    message="A child who turned 4 or 17 in the year has no score and no reason.",
    mend="Enter the score if there is one, or SDQ1.",
    cases=(
        bad(looked_after(header={"DOB": "2020-04-02"}, oc2={"SDQ_SCORE": ""}),
            cells="SDQ_SCORE=|SDQ_REASON=|DOB=02/04/2020"),
        good(looked_after(header={"DOB": "2020-04-02"},
                          oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ1"})),
    ),
)  # fmt: skip
def _on_the_edge(row: Any, life: Life) -> bool:
    turned = [
        life.under(age, life.ground.first) and life.reached(age, life.ground.last)
        for age in (4, 17)
    ]
    return any(turned) and life.all_year and not _scores(row)


@FAMILY.rows(
    "OC2", "542", shows="CONVICTED", also="DOB",
    message="Conviction is answered for a child under 10 at the year's end.",
    mend="Leave CONVICTED empty.",
    cases=(
        bad(looked_after(header={"DOB": "2015-04-01"}), cells="CONVICTED=0|DOB=01/04/2015"),
        good(looked_after()),
    ),
)  # fmt: skip
def _convicted_too_young(row: Any, life: Life) -> bool:
    return row.convicted is not None and life.under(10, life.ground.last)


@FAMILY.rows(
    "OC2", "543", shows="CONVICTED", also="DOB", fields=_EPISODES,
    message="Conviction is not answered for a child of 10 or over looked after the whole year.",
    mend="Enter 1 or 0 in CONVICTED.",
    cases=(
        bad(looked_after(oc2={"CONVICTED": ""}), cells="CONVICTED=|DOB=20/05/2014"),
        good(looked_after(header={"DOB": "2015-04-01"}, oc2={"CONVICTED": ""})),
    ),
)  # fmt: skip
def _unconvicted(row: Any, life: Life) -> bool:
    return row.convicted is None and life.all_year and life.reached(10, life.ground.last)


@FAMILY.rows(
    "OC2", "545", shows="HEALTH_CHECK", also="DOB", fields=_EPISODES,
    message="The development check is not answered for a child under 5 looked after all year.",
    mend="Enter 1 or 0 in HEALTH_CHECK.",
    cases=(
        bad(looked_after(header={"DOB": "2020-04-01"}), cells="HEALTH_CHECK=|DOB=01/04/2020"),
        good(looked_after(header={"DOB": "2020-04-01"}, oc2={"HEALTH_CHECK": "1"})),
    ),
)  # fmt: skip
def _unchecked(row: Any, life: Life) -> bool:
    return row.health_check is None and life.all_year and life.under(5, life.ground.last)


@FAMILY.rows(
    "OC2", "546", shows="HEALTH_CHECK", also="DOB",
    message="The development check is answered for a child of 5 or over at the year's end.",
    mend="Leave HEALTH_CHECK empty.",
    cases=(
        bad(looked_after(oc2={"HEALTH_CHECK": "1"}), cells="HEALTH_CHECK=1|DOB=20/05/2014"),
        good(looked_after(header={"DOB": "2020-04-01"}, oc2={"HEALTH_CHECK": "1"})),
    ),
)  # fmt: skip
def _checked_too_old(row: Any, life: Life) -> bool:
    return row.health_check is not None and life.reached(5, life.ground.last)


_ROW = looked_after()["OC2"]
_TWO_COHORTS = "OC3.IN_TOUCH OC3.ACTIV OC3.ACCOM"


@FAMILY.rows(
    "OC2", "215", shows="CHILD", fields=_TWO_COHORTS,
    message="A care leaver is also in the table of children looked after for twelve months.",
    mend="Take the person out of the one in which they do not belong.",
    cases=(bad(left(oc2=_ROW), cells="CHILD=A1"), good(left()), good(looked_after())),
)  # fmt: skip
def _in_both(_row: Any, life: Life) -> bool:
    return bool(life.child.oc3)


@FAMILY.lives(
    "187", fields=f"{_TWO_COHORTS} Episodes.DECOM", when="OC3",
    message="A young person looked after for the whole year is in the table of care leavers.",
    mend="Take the person out of the table OC3, or enter when care ended.",
    cases=(
        bad(looked_after(oc3=left()["OC3"]), cells="IN_TOUCH=YES|ACTIV=F2|ACCOM=K1"),
        good(left()),
    ),
)  # fmt: skip
def _still_there(life: Life) -> Iterator[Places]:
    if life.all_year:
        yield from (((row, "in_touch", "activ", "accom"),) for row in life.child.oc3)
