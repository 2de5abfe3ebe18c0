"""The verbs of people: each is one transaction and one event of the trail."""

from village.partnership.people.services.bars import bar, lift
from village.partnership.people.services.bodies import add_body, correct_body, name_contact, succeed
from village.partnership.people.services.grants import grant, revoke
from village.partnership.people.services.invitations import accept, invite
from village.partnership.people.services.persons import (
    add_person,
    close_sign_in,
    correct_person,
    reopen_sign_in,
    take_off_second_step,
)
from village.partnership.people.services.roles import (
    appoint,
    confirm,
    delegate,
    end,
    end_delegation,
)

__all__ = [
    "accept",
    "add_body",
    "add_person",
    "appoint",
    "bar",
    "close_sign_in",
    "confirm",
    "correct_body",
    "correct_person",
    "delegate",
    "end",
    "end_delegation",
    "grant",
    "invite",
    "lift",
    "name_contact",
    "reopen_sign_in",
    "revoke",
    "succeed",
    "take_off_second_step",
]
