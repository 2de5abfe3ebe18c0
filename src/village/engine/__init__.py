"""The multi-agency data set: from the file that an agency sends to a figure that may leave.

This is its one door. Names are brought when they are asked for, so that a web worker which only
reads figures never loads the libraries that make them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from village.engine.checks import Checked as Checked
    from village.engine.checks import End as End
    from village.engine.checks import Issue as Issue
    from village.engine.checks import Outcome as Outcome
    from village.engine.checks import Severity as Severity
    from village.engine.checks.outputs import write_issues as write_issues
    from village.engine.errors import Busy as Busy
    from village.engine.errors import EngineError as EngineError
    from village.engine.errors import Hostile as Hostile
    from village.engine.errors import KitFault as KitFault
    from village.engine.errors import Unreadable as Unreadable
    from village.engine.errors import Usage as Usage
    from village.engine.errors import WrongReturn as WrongReturn
    from village.engine.errors import from_record as from_record
    from village.engine.intake.public_statistics_comparison import Comparison as Comparison
    from village.engine.intake.public_statistics_comparison import comparison as comparison
    from village.engine.intake.received import Received as Received
    from village.engine.intake.received import receive as receive
    from village.engine.measures.definition import Definition as Definition
    from village.engine.measures.definition import DefinitionFault as DefinitionFault
    from village.engine.measures.measured import PopulationRow as PopulationRow
    from village.engine.pipeline import Kept as Kept
    from village.engine.pipeline import Rulebook as Rulebook
    from village.engine.pipeline import Spec as Spec
    from village.engine.pipeline import build as build
    from village.engine.pipeline import check as check
    from village.engine.pipeline import keep_return as keep_return
    from village.engine.pipeline import recognise as recognise
    from village.engine.specs.tables import SpecFault as SpecFault
    from village.engine.specs.tables import TableSpec as TableSpec
    from village.engine.store.keep import destroy as destroy
    from village.engine.store.layout import Store as Store
    from village.engine.store.reports import Disclosed as Disclosed
    from village.engine.store.reports import findings_for_sender as findings_for_sender
    from village.engine.store.reports import keep_findings as keep_findings
    from village.engine.store.split import Sent as Sent
    from village.engine.store.versions import Version as Version
    from village.engine.store.versions import figures_of as figures_of
    from village.engine.store.versions import version as version
    from village.engine.synthetic import write as write

ROOMS = {
    "checks": ("Checked", "End", "Issue", "Outcome", "Severity"),
    "errors": (
        "Busy", "EngineError", "Hostile", "KitFault", "Unreadable", "Usage", "WrongReturn",
        "from_record",
    ),
    "intake.public_statistics_comparison": ("Comparison", "comparison"),
    "intake.received": ("Received", "receive"),
    "measures.definition": ("Definition", "DefinitionFault"),
    "measures.measured": ("PopulationRow",),
    "pipeline": ("Kept", "Rulebook", "Spec", "build", "check", "keep_return", "recognise"),
    "specs.tables": ("SpecFault", "TableSpec"),
    "synthetic": ("write",),
    "store.keep": ("destroy",),
    "store.layout": ("Store",),
    "store.reports": ("Disclosed", "findings_for_sender", "keep_findings"),
    "store.split": ("Sent",),
    "store.versions": ("Version", "figures_of", "version"),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:  # Any: whatever the room holds under that name
    if name not in _ROOM_OF:
        raise AttributeError(f"the engine's door has no {name}")
    return getattr(import_module(f"village.engine.{_ROOM_OF[name]}"), name)
