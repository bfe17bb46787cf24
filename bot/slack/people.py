"""Which Slack account a lead has: by e-mail for certain, by likeness of name as a proposal that a person confirms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from slack_sdk import WebClient

from bot.slack.profiles import profile_of
from bot.slack.refusals import calling_slack

# Below this likeness (of 100) two names are taken for two people's.
ALIKE = 85
PROPOSALS = 3

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "cllr", "councillor"})


@dataclass(frozen=True)
class Person:
    """Somebody the plan names; `key` is the caller's own and comes back untouched."""

    name: str
    email: str | None = None
    key: str = ""


@dataclass(frozen=True)
class SlackUser:
    """One account of the workspace; `names` are all the names it goes by."""

    id: str
    names: tuple[str, ...]
    email: str | None = None
    is_closed: bool = False
    is_guest: bool = False


@dataclass(frozen=True)
class Candidate:
    """`likeness` is from 0 to 100; 100 is the same name."""

    user: SlackUser
    likeness: float


@dataclass(frozen=True)
class Proposal:
    person: Person
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Accounts:
    """`matched` are certain, `to_confirm` have their likeliest accounts first, `nobody` has none that fits."""

    matched: tuple[tuple[Person, SlackUser], ...]
    to_confirm: tuple[Proposal, ...]
    nobody: tuple[Person, ...]


def propose_accounts(people: Sequence[Person], users: Sequence[SlackUser]) -> Accounts:
    """Match each person at most once. An account matched by e-mail is not proposed to anybody else; a closed one is
    proposed to nobody."""
    users = [user for user in users if not user.is_closed]
    by_email = {user.email.casefold(): user for user in users if user.email}
    found = [(person, by_email.get(person.email.casefold()) if person.email else None) for person in people]
    matched = [(person, user) for person, user in found if user is not None]
    taken = {user.id for _, user in matched}
    free = _names_of(user for user in users if user.id not in taken)
    rest = [_proposal(person, free) for person, user in found if user is None]
    return Accounts(
        tuple(matched),
        tuple(proposal for proposal in rest if proposal.candidates),
        tuple(proposal.person for proposal in rest if not proposal.candidates),
    )


def fetch_users(client: WebClient, tenant: str | None = None) -> list[SlackUser]:
    """Every person who has or had an account in the workspace, over every page; raises DeliveryError."""
    return [user for member in _members(client) if (user := as_user(member, tenant)) is not None]


def _names_of(users: Iterable[SlackUser]) -> list[tuple[str, SlackUser]]:
    return [(_comparable(name), user) for user in users for name in user.names]


def _proposal(person: Person, named: list[tuple[str, SlackUser]]) -> Proposal:
    """The likeliest accounts, each once, with the best of its names."""
    wanted = _comparable(person.name)
    alike = process.extract(
        wanted, [name for name, _ in named], scorer=_likeness, score_cutoff=ALIKE, limit=None if wanted else 0
    )
    best: dict[str, Candidate] = {}
    for _, score, index in alike:
        user = named[index][1]
        best.setdefault(user.id, Candidate(user, round(score, 1)))
    return Proposal(person, tuple(best.values())[:PROPOSALS])


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """Likeness of two names in whatever order, where one may have names that the other leaves out."""
    cutoff = score_cutoff or 0
    whole = fuzz.token_sort_ratio(one, other, score_cutoff=cutoff)
    fewest = min(len(one.split()), len(other.split()))
    if fewest < 1:
        return 0
    # A first name alone, or a nickname, is worth asking about and never the same as the whole name.
    part = fuzz.token_set_ratio(one, other) - (5 if fewest > 1 else 12)
    return max(whole, part if part >= cutoff else 0)


def _comparable(name: str) -> str:
    """A name without title, brackets and signs: "Okafor, Dr Amara (Fostering)" has the words of "Amara Okafor"."""
    bare = re.sub(r"\([^)]*\)|[^\w\s'-]", " ", name.casefold())
    return " ".join(word for word in bare.split() if word not in _TITLES)


def _members(client: WebClient) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        with calling_slack():
            page = client.users_list(limit=200, cursor=cursor)
        yield from page.get("members") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def as_user(member: dict[str, Any], tenant: str | None) -> SlackUser | None:
    """None for bots."""
    if member.get("is_bot") or member["id"] == "USLACKBOT":
        return None
    profile = member.get("profile") or {}
    told = (profile.get("real_name"), member.get("real_name"), profile.get("display_name"))
    names = tuple(dict.fromkeys(str(name) for name in told if name))
    known = profile_of(member, tenant)
    return SlackUser(member["id"], names, known.email, bool(member.get("deleted")), bool(known.is_guest))
