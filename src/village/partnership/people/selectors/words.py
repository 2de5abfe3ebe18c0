"""What our verbs, pages and records are called in the trail."""

from village.partnership.people.selectors import naming
from village.trail import words
from village.trail.words import Page

VERBS = {
    "people.accept_invitation": "Chose a first password",
    "people.add_body": "Noted a body",
    "people.add_person": "Noted a person",
    "people.appoint": "Gave a role",
    "people.bar": "Barred a person",
    "people.close_sign_in": "Closed a sign-in",
    "people.confirm": "Confirmed a role",
    "people.correct_body": "Corrected what is noted of a body",
    "people.correct_person": "Corrected what is noted of a person",
    "people.delegate": "Let somebody stand in",
    "people.discard_kept": "Threw away what was kept after a sitting",
    "people.end": "Ended a role",
    "people.end_delegation": "Ended a stand-in",
    "people.end_other_sittings": "Signed out everywhere else",
    "people.follow_sitting": "Went on in the same sitting with a new password",
    "people.furnish": "Noted bodies, people and roles from the kit",
    "people.grant": "Let somebody see",
    "people.invite": "Sent an invitation",
    "people.keep": "Sent a form after the sitting had ended; it was kept",
    "people.lift": "Lifted a bar",
    "people.make_recovery_codes": "Made new recovery codes",
    "people.name_contact": "Said who speaks for a body",
    "people.promise_reminders": "Planned letters about roles that lapse",
    "people.remind": "Wrote about roles that lapse",
    "people.reopen_sign_in": "Opened a sign-in again",
    "people.revoke": "Ended what somebody may see",
    "people.send_again": "Sent a letter again",
    "people.set_password": "Chose a new password",
    "people.set_up_second_step": "Set up one-time codes",
    "people.sign_in": "Signed in",
    "people.sign_out": "Signed out",
    "people.succeed": "Noted that a body became another",
    "people.sweep_kept": "Destroyed what nobody came back for",
    "people.take_off_second_step": "Took off a second step",
    "people.take_second_step": "Gave a one-time code",
    "people.time_out": "Was signed out, as nothing was clicked",
    "people.write_to": "Was written to about their sign-in",
}
LOOKS = {
    "people.read_person_trail": "Read what a person did",
    "people.read_refusals": "Read the trail’s first page",
    "people.read_trail": "Read the trail of",
    "people.read_who_looked": "Read who looked at",
    "people.search_trail": "Searched the trail for",
}
REFUSALS = {
    "people.forgotten": "Asked for a new password for an address that nobody has",
    "people.not_signed_in": "Asked for a page without signing in",
    "people.sign_in": "Tried to sign in with a wrong address or password",
    "people.take_second_step": "Gave a wrong one-time code",
}
PERSON, BODY, ROLE = "people.person", "people.body", "people.role"
PAGES = {
    "people.accept": Page("an invitation"),
    "people.account_change_password": Page("the page to change a password"),
    "people.account_inactive": Page("a page of sign-in"),
    "people.account_login": Page("the page to sign in"),
    "people.account_logout": Page("the page to sign out"),
    "people.account_reauthenticate": Page("a page of sign-in"),
    "people.account_reset_password": Page("the page for a forgotten password"),
    "people.account_reset_password_done": Page("the page for a forgotten password"),
    "people.account_reset_password_from_key": Page("the page for a new password"),
    "people.account_reset_password_from_key_done": Page("the page for a new password"),
    "people.add_person": Page("the page to add somebody"),
    "people.appoint": Page("the page to give a role"),
    "people.appoint_at": Page("the page to give a role at", BODY),
    "people.bar": Page("the page to bar", PERSON),
    "people.bars": Page("the list of bars"),
    "people.bodies": Page("the list of bodies"),
    "people.body": Page("the page of", BODY),
    "people.confirm": Page("the way to confirm", ROLE),
    "people.contact": Page("the page to say who speaks for", BODY),
    "people.correct": Page("the page to correct", PERSON),
    "people.demo": Page("the door of the demonstration"),
    "people.end": Page("the page to end", ROLE),
    "people.end_stand_in": Page("the way to end a stand-in", "people.delegation"),
    "people.invite": Page("the way to invite", PERSON),
    "people.kept": Page("what was kept after a sitting", "people.kept"),
    "people.letter_again": Page("the way to send again", "letter"),
    "people.letters": Page("the list of undelivered letters"),
    "people.lift": Page("the page to lift a bar", "people.barred"),
    "people.looked_at_me": Page("what the trail holds about themselves"),
    "people.me": Page("their own page"),
    "people.mfa_activate_totp": Page("the page to set up one-time codes"),
    "people.mfa_authenticate": Page("the page for the one-time code"),
    "people.mfa_generate_recovery_codes": Page("the page of recovery codes"),
    "people.mfa_index": Page("the page of the second step"),
    "people.mfa_reauthenticate": Page("the page for the one-time code"),
    "people.mfa_view_recovery_codes": Page("the page of recovery codes"),
    "people.people": Page("the list of people"),
    "people.person": Page("the page of", PERSON),
    "people.second_step": Page("the page to take off the second step of", PERSON),
    "people.sign_in": Page("the page about the sign-in of", PERSON),
    "people.sittings": Page("the list of their sittings"),
    "people.stand_in": Page("the page for a stand-in for", ROLE),
    "people.to_confirm": Page("the list of roles to confirm"),
    "people.trail": Page("the trail"),
    "people.trail_by": Page("what somebody did", PERSON),
    "people.trail_of": Page("the trail of a record"),
    "people.who_looked": Page("who looked at a record"),
    "desk.home": Page("the front page"),
    "design.components": Page("the page of components"),
    "design.accessibility": Page("the page on accessibility"),
    "design.picture": Page("a picture"),
}
KINDS = {
    "system": ("a part of Village", naming.systems),
    "people.person": ("a person", naming.persons),
    "people.body": ("a body", naming.bodies),
    "people.role": ("a role", naming.roles),
    "people.delegation": ("a stand-in", naming.delegations),
    "people.succession": ("a body’s new form", naming.successions),
    "people.grant": ("what somebody may see", naming.grants),
    "people.barred": ("a bar", naming.bars),
    "people.invitation": ("an invitation", naming.invitations),
    "people.sign_in": ("a sitting", None),
    "people.kept": ("what was kept after a sitting", None),
    "letter": ("a letter", naming.letters),
    "job": ("work for later", None),
    "file": ("a file", None),
    "trail": ("the trail", None),
}
SYSTEMS = {
    "worker": "Village itself",
    "furnisher": "Village, when it was set up",
    "command-line": "Somebody at the command line",
}


def tell() -> None:
    """Tell the trail; the rooms beneath us, which do not know it, are told of here too."""
    words.tell(VERBS | LOOKS, refusals=REFUSALS)
    words.tell_pages(PAGES)
    words.tell_systems(SYSTEMS)
    words.tell_room("people", "People and roles")
    for kind, (called, namer) in KINDS.items():
        words.tell_kind(kind, called, namer=namer)
