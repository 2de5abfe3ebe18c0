"""How the API's addresses of figures are described."""

from typing import Any, Final

from village.design.described import (
    DAY,
    HREF,
    MOMENT,
    NUMBER,
    TEXT,
    WHOLE,
    array,
    get,
    in_path,
    named,
    or_null,
    shape,
)

Plain = dict[str, Any]  # Any: plain JSON
TAG: Final = "Figures"
INDICATOR = in_path("indicator", "As the list of indicators says it.")
NAME = in_path("name", "As the list of versions says it, such as v00012.")

_VERSION: Final[Plain] = {
    "name": TEXT,
    "built_at": MOMENT,
    "made_up": {"type": "boolean", "description": "Whether it is of made-up people."},
    "why": TEXT,
    "href": HREF,
}

_LINKAGE: Final[Plain] = shape(
    "How sure the links between agencies are that the figure rests on, and which way missed links "
    "move it.",
    sentence=TEXT,
    agencies=array(TEXT),
    found=or_null(
        shape("The share of true links found, 0 to 1.", share=NUMBER, low=NUMBER, high=NUMBER)
    ),
    tried_over_all_agencies={"type": "boolean"},
    precision_expected=NUMBER,
    head_count_too_high_by=NUMBER,
    moves={"enum": ["too low", "too high", "little", "either way"]},
    nearer=or_null(
        shape(
            "What the newest figure would be about, with every link found.",
            value=NUMBER,
            lower=NUMBER,
            upper=NUMBER,
            share_due_to_linkage=NUMBER,
        )
    ),
)

SCHEMAS: Final[Plain] = {
    "Figure": shape(
        "A number and its 95% limits, unrounded. Where it is withheld they are null, which "
        "does not mean nought; text: as its page says it.",
        withheld={"type": "boolean"},
        numerator=or_null(WHOLE),
        denominator=or_null(WHOLE),
        value=or_null(NUMBER),
        lower=or_null(NUMBER),
        upper=or_null(NUMBER),
        text=TEXT,
    ),
    "Version": shape("The data set at one moment.", **_VERSION),
    "Versions": shape("All versions, newest first.", versions=array(named("Version"))),
    "VersionWhole": shape(
        "A version, what it was made of, and what could not be computed.",
        **_VERSION,
        returns=array(
            shape(
                "A return that counted.",
                title=TEXT,
                body=TEXT,
                period=TEXT,
                edition=WHOLE,
                errors=WHOLE,
                queries=WHOLE,
            )
        ),
        indicators=array(shape("An indicator of it.", id=TEXT, title=TEXT, href=HREF)),
        could_not=array(shape("What is missing, and why.", indicator=TEXT, reason=TEXT)),
    ),
    "Indicators": shape(
        "Every indicator of the newest version.",
        version=or_null(named("Version")),
        indicators=array(
            shape(
                "An indicator with its newest figure.",
                id=TEXT,
                title=TEXT,
                newest=or_null(named("Figure")),
                href=HREF,
            )
        ),
    ),
    "Indicator": shape(
        "One indicator of one version. href: its permanent address.",
        id=TEXT,
        title=TEXT,
        sentence=TEXT,
        unit={"enum": ["percent", "per 10,000", "count"]},
        better=TEXT,
        definition=shape(
            "What is counted, over what, and why.",
            question=TEXT,
            why=TEXT,
            numerator=TEXT,
            denominator=TEXT,
            source=TEXT,
            caveats=array(TEXT),
            edition=TEXT,
            review_on=DAY,
        ),
        version=named("Version"),
        href=HREF,
        page=HREF,
        series=array(
            shape("By year or by quarter.", step=TEXT, points=array(named("Point"))),
        ),
        breakdowns=array(
            shape(
                "Groups of the newest period. warning: why they are not held against each other, "
                "or nothing.",
                name=TEXT,
                period=TEXT,
                warning=TEXT,
                groups=array(shape("One group.", group=TEXT, figure=named("Figure"))),
            )
        ),
        linkage=or_null(_LINKAGE),
        origins=array(TEXT),
        could_not=array(TEXT),
    ),
    "Point": shape(
        "One period; both days are part of it.",
        first=DAY,
        last=DAY,
        label=TEXT,
        figure=named("Figure"),
    ),
}

PATHS: Final[Plain] = {
    "/api/v1/indicators": get(
        "listIndicators",
        "Every indicator with its newest figure",
        named("Indicators"),
        tag=TAG,
    ),
    "/api/v1/indicators/{indicator}": get(
        "readIndicator",
        "One indicator of the newest version",
        named("Indicator"),
        tag=TAG,
        parameters=[INDICATOR],
        statuses=[404],
    ),
    "/api/v1/versions": get("listVersions", "Every version", named("Versions"), tag=TAG),
    "/api/v1/versions/{name}": get(
        "readVersion",
        "What one version was made of",
        named("VersionWhole"),
        tag=TAG,
        parameters=[NAME],
        statuses=[404],
    ),
    "/api/v1/versions/{name}/indicators/{indicator}": get(
        "readIndicatorOfVersion",
        "One indicator of one version: its permanent address",
        named("Indicator"),
        tag=TAG,
        parameters=[NAME, INDICATOR],
        statuses=[404],
    ),
}
