"""What is not held of the published rules of the looked-after return, and what is read our way."""

NOT_HELD: tuple[tuple[str, str], ...] = (
    ("1008 219 221 224 227 228 229", "They compare with Ofsted's list of providers."),
    (
        "1015 164 169 179 392a 406 411 420 452 453 503G 503H 503J",
        "They look at the distance or the authority of a placement, which the department reckons "
        "from postcodes and no table of the return has.",
    ),
    ("105 205C 303", "They look at a mark of the header that no table of the return has."),
    ("1001 1016 3001", "They need more years of episodes than a return and the one before it."),
    ("555 556", "They look at freeing orders, which ended in 2005."),
    ("1012 214 357 584 SW12STG2 SW14STG2 SW15STG2", "They are not written yet."),
)
"""Codes of the published set, and why no rule is held for them."""

OUR_WAY: tuple[tuple[str, str], ...] = (
    ("502", "Last year's open episode may be any of this year's, found by its first day."),
    ("186", "A score or a reason is enough; only a row with neither is found."),
    ("184 302 586", "A date that is no date is found by its own rule, and by no other."),
    ("361 364", "Police protection may last three days and detention under PACE 21 days, as dates "
     "have no hours."),
    ("392c", "The form of a postcode is looked at; whether there is such a one is not."),
    ("574 579 583", "Rows are put in the order of their days before they are compared."),
    ("226", "The reason of the temporary placement is looked at, not that of the one before."),
    ("393 607", "A girl looked after on 31 March is asked by the one, one who left by the other."),
    ("209", "School age begins with the fifth birthday up to 31 August of the year."),
    ("202", "One sex under this year's code and under last year's is no difference."),
)  # fmt: skip
"""Where the published wording leaves room, and how it is read here."""
