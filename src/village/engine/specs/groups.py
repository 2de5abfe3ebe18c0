"""The groups into which children are counted, and the order in which they are shown."""

from village.kernel.codes import NOT_KNOWN

GROUPS = {
    "sex": ("Female", "Male", NOT_KNOWN),
    "age_band": (
        "under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17", "18 or over", NOT_KNOWN,
    ),
    "ethnicity": ("White", "Mixed", "Asian", "Black", "Other", NOT_KNOWN),
}  # fmt: skip
"""The groups of each breakdown, in the order in which they are shown."""
BREAKDOWNS = tuple(GROUPS)
