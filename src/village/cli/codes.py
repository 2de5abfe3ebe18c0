"""The exit codes of the command line, as each command's help tells them."""

CODES = {
    0: "clean: nothing is wrong (queries alone are clean)",
    1: "errors were found, or a rule could not run",
    2: "the command was not understood, or something that it needs is not there",
    3: "a file could not be read as what it claims to be, or not at all",
    4: "a file looks built to do harm, and was refused",
    5: "another return, year or period than was asked for",
    6: "the kit says something that cannot be",
    7: "busy: another build holds the store, or another program the port",
    130: "stopped by Ctrl-C; nothing half-done was left",
}


def table(**said: str) -> str:
    """The table for one command. said: its own words for `code_1` and others, in place of these."""
    own = {int(name.removeprefix("code_")): words for name, words in said.items()}
    told = {**CODES, **own}
    lines = (f"  {code:>3}  {words}" for code, words in told.items() if words)
    return "\n".join(["Exit codes", "", "\b", *lines])


ALL = table()
FIGURES = table(
    code_0="nothing was found",
    code_1="something was found, or a page has no text to check",
    code_5="",
    code_6="",
    code_7="",
)
RELEASE = table(
    code_0="released: a reader who solves for every hidden number learnt nothing",
    code_1="",
    code_3="the events of a return are not in the store, or a file refused",
    code_4="",
    code_5="",
    code_7="busy: another build holds the store",
    code_8="a small number could be worked out whatever is hidden; nothing left",
)
SPLIT = table(
    code_0="parted: both files are written",
    code_1="parted, and errors were found in the return, or a rule could not run",
    code_7="",
)
LINK = table(
    code_0="linked",
    code_1="",
    code_2="the command was not understood, or files cannot be linked together",
    code_4="",
    code_5="a file of another kind, such as events, which the linker must not see",
    code_7="",
)
JOIN = table(
    code_0="a version is made",
    code_1="",
    code_2="the command was not understood, or files cannot be counted together",
    code_4="",
    code_5="a file of another kind, such as identities, or events that were not linked",
)
WITHOUT_RETURNS = {"code_3": "", "code_4": "", "code_5": ""}
KIT = table(
    code_0="the kit is sound",
    code_1="",
    code_6="the kit has faults: each is told with its file, its line and what to write",
    code_7="",
    **WITHOUT_RETURNS,
)
LOAD = table(
    code_0="the house has what the kit says, save what is listed as different",
    code_1="",
    code_7="",
    **WITHOUT_RETURNS,
)
TRAIL = table(
    code_0="sound: nobody changed what was written",
    code_1="not sound: the first bad record is named, or a guard is down",
    code_6="",
    code_7="",
    **WITHOUT_RETURNS,
)
SITE = table(code_0="ended as it was told to", code_1="", code_6="", **WITHOUT_RETURNS)
HOUSE = table(code_0="done", code_1="", code_6="", code_7="", **WITHOUT_RETURNS)
BACKUP = table(
    code_0="written, whole, under its name",
    code_1="written, but a record's bytes were gone from the house before: each is named",
    code_3="the disk or a file refused: nothing was left under the name",
    code_4="",
    code_5="",
    code_6="",
    code_7="busy: another backup is being written under this name",
)
RESTORE = table(
    code_0="restored and proven, or with --check: every byte is as written",
    code_1="a proof failed (trail, guards, seals, figures): nothing was left",
    code_2="the place is not empty, or something that it needs is not there or another edition",
    code_3="not a backup, cut short, changed, or sealed to another identity: nothing was left",
    code_4="",
    code_5="",
    code_6="",
    code_7="busy: another restore into this place is at work, or was killed",
)
