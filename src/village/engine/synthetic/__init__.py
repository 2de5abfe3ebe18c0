"""A made-up district: its children, their journeys, and the returns that agencies would write."""

from village.engine.synthetic.annex_file import SetWritten, write_annex_a
from village.engine.synthetic.care_file import (
    LookedAfterWritten,
    looked_after_file,
    write_looked_after,
)
from village.engine.synthetic.census_file import CensusFile, CensusWritten, census_file
from village.engine.synthetic.counts import CountsFile, write_counts
from village.engine.synthetic.district import AS_AT, SEED, District
from village.engine.synthetic.mistakes import DEMO, KINDS, Planted
from village.engine.synthetic.person_list import PersonList
from village.engine.synthetic.police_return import PoliceReturns
from village.engine.synthetic.ssd_file import write_ssd
from village.engine.synthetic.writing import File, Return, Truth, Written, write, write_with_care

__all__ = [
    "AS_AT",
    "DEMO",
    "KINDS",
    "SEED",
    "CensusFile",
    "CensusWritten",
    "CountsFile",
    "District",
    "File",
    "LookedAfterWritten",
    "PersonList",
    "Planted",
    "PoliceReturns",
    "Return",
    "SetWritten",
    "Truth",
    "Written",
    "census_file",
    "looked_after_file",
    "write",
    "write_annex_a",
    "write_counts",
    "write_looked_after",
    "write_ssd",
    "write_with_care",
]
