"""The answers of one row about a child's health, which belong together or exclude each other."""

from typing import Any

from village.engine.checks.looked_after.cases import bad, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family
from village.engine.specs.looked_after_codes import YES_NO

FAMILY = Family()

FLAGS = (
    "convicted",
    "health_check",
    "immunisations",
    "teeth_check",
    "health_assessment",
    "substance_misuse",
    "intervention_received",
    "intervention_offered",
)
FOUR = ("immunisations", "teeth_check", "health_assessment", "substance_misuse")
_FLAGS = " ".join(FLAGS).upper()
_FOUR = " ".join(FOUR).upper()


@FAMILY.rows(
    "OC2", "158", shows="INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    message="Help for substance misuse was received, so whether it was offered is not asked.",
    mend="Leave INTERVENTION_OFFERED empty.",
    cases=(
        bad(looked_after(oc2={"SUBSTANCE_MISUSE": "1", "INTERVENTION_RECEIVED": "1",
                              "INTERVENTION_OFFERED": "1"}),
            cells="INTERVENTION_RECEIVED=1|INTERVENTION_OFFERED=1"),
        good(looked_after(oc2={"SUBSTANCE_MISUSE": "1", "INTERVENTION_RECEIVED": "1"})),
    ),
)  # fmt: skip
def _offered_too(row: Any, _life: Life) -> bool:
    return row.intervention_received == "1" and row.intervention_offered is not None


@FAMILY.rows(
    "OC2", "159", shows="SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    message="Help for substance misuse was not received, and whether it was offered is not said.",
    mend="Enter 1 or 0 in INTERVENTION_OFFERED.",
    cases=(
        bad(looked_after(oc2={"SUBSTANCE_MISUSE": "1", "INTERVENTION_RECEIVED": "0"}),
            cells="SUBSTANCE_MISUSE=1|INTERVENTION_RECEIVED=0|INTERVENTION_OFFERED="),
        good(looked_after(oc2={"SUBSTANCE_MISUSE": "1", "INTERVENTION_RECEIVED": "0",
                               "INTERVENTION_OFFERED": "1"})),
    ),
)  # fmt: skip
def _not_offered(row: Any, _life: Life) -> bool:
    return (
        row.substance_misuse == "1"
        and row.intervention_received == "0"
        and row.intervention_offered is None
    )


@FAMILY.rows(
    "OC2", "181", shows=_FLAGS,
    message="A question on outcomes is answered with something else than 0 or 1.",
    mend="Enter 1 for yes, 0 for no, or nothing where the question is not asked of the child.",
    cases=(
        bad(looked_after(oc2={"TEETH_CHECK": "Y"}),
            cells="CONVICTED|HEALTH_CHECK|IMMUNISATIONS|TEETH_CHECK=Y|HEALTH_ASSESSMENT|"
            "SUBSTANCE_MISUSE|INTERVENTION_RECEIVED|INTERVENTION_OFFERED"),
        good(looked_after(oc2={"TEETH_CHECK": "1.0"})),
        good(looked_after()),
    ),
)  # fmt: skip
def _no_flag(row: Any, _life: Life) -> bool:
    return any((value := getattr(row, name)) is not None and value not in YES_NO for name in FLAGS)


@FAMILY.rows(
    "OC2", "182", shows=_FLAGS,
    message="Some questions on health are answered and immunisation, teeth, assessment or "
    "substance misuse is not.",
    mend="Answer these four, or leave every question of the row empty.",
    cases=(
        bad(looked_after(oc2={"IMMUNISATIONS": ""}),
            cells="CONVICTED|HEALTH_CHECK|IMMUNISATIONS=|TEETH_CHECK|HEALTH_ASSESSMENT|"
            "SUBSTANCE_MISUSE|INTERVENTION_RECEIVED|INTERVENTION_OFFERED"),
        good(looked_after(oc2=dict.fromkeys(_FLAGS.split(), ""))),
    ),
)  # fmt: skip
def _four_missing(row: Any, _life: Life) -> bool:
    return any(getattr(row, name) is not None for name in FLAGS) and _lacks_four(row)


def _lacks_four(row: Any) -> bool:
    return any(getattr(row, name) is None for name in FOUR)


@FAMILY.rows(
    "OC2", "192", shows="SUBSTANCE_MISUSE INTERVENTION_RECEIVED",
    message="Substance misuse was found, and whether help was received is not said.",
    mend="Enter 1 or 0 in INTERVENTION_RECEIVED.",
    cases=(
        bad(looked_after(oc2={"SUBSTANCE_MISUSE": "1"}),
            cells="SUBSTANCE_MISUSE=1|INTERVENTION_RECEIVED="),
        good(looked_after()),
    ),
)  # fmt: skip
def _not_said(row: Any, _life: Life) -> bool:
    return row.substance_misuse == "1" and row.intervention_received is None


@FAMILY.rows(
    "OC2", "193", shows="SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    message="No substance misuse was found, and yet help is said to be offered or received or not.",
    mend="Leave both questions on help empty, or correct SUBSTANCE_MISUSE.",
    cases=(
        bad(looked_after(oc2={"INTERVENTION_RECEIVED": "0"}),
            cells="SUBSTANCE_MISUSE=0|INTERVENTION_RECEIVED=0|INTERVENTION_OFFERED="),
        good(looked_after()),
    ),
)  # fmt: skip
def _needless(row: Any, _life: Life) -> bool:
    helped = row.intervention_received is not None or row.intervention_offered is not None
    return row.substance_misuse != "1" and helped


@FAMILY.rows(
    "OC2", "197a", shows="SDQ_SCORE SDQ_REASON",
    message="There is a strengths and difficulties score and a reason why there is none.",
    mend="Keep the one that is true.",
    cases=(
        bad(looked_after(oc2={"SDQ_REASON": "SDQ2"}), cells="SDQ_SCORE=12|SDQ_REASON=SDQ2"),
        good(looked_after(oc2={"SDQ_SCORE": "", "SDQ_REASON": "SDQ2"})),
    ),
)  # fmt: skip
def _both(row: Any, _life: Life) -> bool:
    return row.sdq_score is not None and row.sdq_reason is not None


@FAMILY.rows(
    "OC2", "544", shows=f"CONVICTED {_FOUR}",
    message="Conviction is answered, and one of the four health questions beside it is not.",
    mend="Answer the health questions too.",
    cases=(
        bad(looked_after(oc2={"TEETH_CHECK": ""}),
            cells="CONVICTED=0|IMMUNISATIONS|TEETH_CHECK=|HEALTH_ASSESSMENT|SUBSTANCE_MISUSE"),
        good(looked_after()),
    ),
)  # fmt: skip
def _convicted_alone(row: Any, _life: Life) -> bool:
    return row.convicted is not None and _lacks_four(row)


@FAMILY.rows(
    "OC2", "547", shows=f"HEALTH_CHECK {_FOUR}",
    message="The development check is answered, and one of the four health questions is not.",
    mend="Answer the other health questions too.",
    cases=(
        bad(looked_after(oc2={"HEALTH_CHECK": "1", "SUBSTANCE_MISUSE": ""}),
            cells="HEALTH_CHECK=1|IMMUNISATIONS|TEETH_CHECK|HEALTH_ASSESSMENT|SUBSTANCE_MISUSE="),
        good(looked_after()),
    ),
)  # fmt: skip
def _checked_alone(row: Any, _life: Life) -> bool:
    return row.health_check is not None and _lacks_four(row)
