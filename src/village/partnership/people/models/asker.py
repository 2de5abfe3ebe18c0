"""What the models ask of whoever wants to see their rows; `rights.Rights` answers it."""

from collections.abc import Set as AbstractSet
from typing import Protocol


class Asker(Protocol):
    """Somebody, or the public, with what is in force for them."""

    @property
    def person_pk(self) -> int | None: ...
    @property
    def works_here(self) -> bool: ...
    @property
    def manages(self) -> bool: ...
    @property
    def guards(self) -> bool: ...
    @property
    def counts_the_invited(self) -> bool: ...
    @property
    def speaks_for(self) -> AbstractSet[str]: ...
