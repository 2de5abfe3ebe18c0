"""The authority numbers that a unique pupil number may hold, by the year they were added."""

_SPANS = (
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708 "
    "800-803 805-808 810-813 815-816 820-823 825-826 830-831 835-841 845-846 850-852 855-857 "
    "860-861 865-896 908-909 916 919 921 925-926 928-929 931 933 935-938 940-941"
)


def _numbers(spans: str) -> frozenset[str]:
    ends = (span.split("-") for span in spans.split())
    return frozenset(
        f"{number:03}" for span in ends for number in range(int(span[0]), int(span[-1]) + 1)
    )


AUTHORITIES = _numbers(_SPANS)
"""As the rules of 2022 to 2023 list them."""

ADDED_IN_2023 = frozenset({"942", "943"})
"""Cumberland; Westmorland and Furness."""
