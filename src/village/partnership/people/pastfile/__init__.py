"""What of people a partnership brings from its own spreadsheets: contacts and memberships."""

from village.partnership.people.pastfile.kinds import CONTACTS, MEMBERSHIPS

KINDS = (CONTACTS, MEMBERSHIPS)

__all__ = ["KINDS"]
