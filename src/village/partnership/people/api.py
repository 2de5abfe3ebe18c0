"""The API's door: a key in the header opens it, and neither a cookie nor a sign-in does."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.timezone import now

from village import trail
from village.design.answers import problem
from village.partnership.people import rights
from village.partnership.people.access import Access, Request
from village.partnership.people.rights import Rights
from village.partnership.people.services import keys

SCHEME = "bearer"
NO_KEY = (
    "The call carries no key, or one that works no more: it was ended, it has expired, or its "
    "maker may no longer do what it was made for."
)
WITH_A_KEY = (
    "Send the header “Authorization: Bearer ” and the key. A data lead of your body sees under "
    "Keys how it stands, and makes a new one."
)


def rights_of(request: Request) -> Rights:
    """What the key of this call opens; nobody's rights where there is none that works."""
    key = keys.of_token(token_of(request))
    found = rights.by_key(key, at=request.at) if key else None
    return found or rights.nobody(at=request.at)


def token_of(request: Request) -> str:
    """What stands in the header: an address may be logged, so a key in one is not looked at."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME else ""


def refusal(request: Request, access: Access) -> HttpResponse | None:
    """Why this call goes no further, before a byte of what it carries is read; None where it does.

    A stranger is told the same of every address, whether it is there or not. Raises
    PermissionDenied, which is written down with the key's name.
    """
    key = request.rights.key
    if key is None:
        trail.refused_to_nobody("people.no_key", at=request.at)
        return problem(
            HTTPStatus.UNAUTHORIZED,
            NO_KEY,
            where="Authorization",
            mend=WITH_A_KEY,
            headers={"WWW-Authenticate": 'Bearer realm="village"'},
        )
    if seconds := keys.take_a_turn(key, now=now(), at=request.at):
        return problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "This key has called too often within a minute.",
            mend=f"Call again in {seconds} seconds, and less often from then on.",
            headers={"Retry-After": str(seconds)},
        )
    if not access.admits(request.rights):
        raise PermissionDenied(f"This key was made to {key.purposes_in_words}, and not for that.")
    return None
