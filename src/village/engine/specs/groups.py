"""The groups into which children are counted, and the order in which they are shown."""

from typing import Final

from village.kernel.codes import NOT_KNOWN

DISABILITY: Final = "disability"
DEPRIVATION: Final = "deprivation"
DISABLED: Final = "Disabled"
NO_DISABILITY_RECORDED: Final = "No disability recorded"

GROUPS = {
    "sex": ("Female", "Male", NOT_KNOWN),
    "age_band": (
        "under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17", "18 or over", NOT_KNOWN,
    ),
    "ethnicity": ("White", "Mixed", "Asian", "Black", "Other", NOT_KNOWN),
    DISABILITY: (DISABLED, NO_DISABILITY_RECORDED, NOT_KNOWN),
    DEPRIVATION: (
        "1 (most deprived)", "2", "3", "4", "5 (least deprived)", NOT_KNOWN,
    ),
}  # fmt: skip
"""The groups of each breakdown, in the order in which they are shown."""
BREAKDOWNS = tuple(GROUPS)
OF_EVERY_EVENT = ("sex", "age_band", "ethnicity")
"""What every event says of its child, so that an agency that counts itself is asked for it too."""
