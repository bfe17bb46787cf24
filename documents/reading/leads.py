"""Who is named in a lead cell: people, posts, teams, and the organisations they belong to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.reading.dating import says_nothing
from documents.reading.markup import one_line, without_bullet
from documents.reading.naming import (
    Names,
    is_acronym,
    is_organisation_word,
    is_person,
    is_post_word,
    is_qualifier,
    is_single_name,
    is_team_word,
    name_length,
    without_rank,
)
from plans.reading import LeadReading
from plans.words import Role

_SUPPORT = re.compile(
    r"^\W*(support(ed|ing)?( by| officers?| leads?)?|working with|in (partnership|consultation|conjunction) with"
    r"|with( input from)?|assisted by|contributors?)\b[:\s]*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*((lead|owner|responsible|strategic|operational|overall)( (lead|officer|owner))?\s*:|initially\b,?)\s*",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\s*[;\n]\s*|\s*/\s*(?=[A-Z])|\s+\+\s+"
    r"|\s+(?=(?:[Ss]upported by|working with|assisted by|in (?:partnership|consultation) with)\b)"
    r"|\s+(?=[Ss]upport(?:ed by|ing)?(?: officers?| leads?)?:)"
    r"|\s+(?=with [A-Z](?!isabilit|omplex|dditional|END|EN\b|pecial))"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_POST_OF_ANOTHER = re.compile(
    r"\s+(?=(?:[A-Z]{2,}\s+)+(?:Head|Director|Manager|Assistant|Deputy|Chief|Executive|AD|Lead)\b)"
)
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]*[AEIOUY][A-Z]+ [A-Z]*[AEIOUY][A-Z]+(?![\w-])")
_AND = re.compile(r"\s+(?:and|&)\s+")


@dataclass(frozen=True)
class Leads:
    """`leads` in the order written, one answerable first; `why` says what a person must settle, None if nothing."""

    leads: tuple[LeadReading, ...] = ()
    why: str | None = None


def read_leads(text: str, names: Names = Names()) -> Leads:  # noqa: B008 - frozen
    """Who a cell names. One person or post is the lead, further ones support; nobody is made up."""
    if says_nothing(text) or re.search(r"\bto be (confirmed|appointed|recruited)\b|\bvacan", text, re.IGNORECASE):
        return Leads()
    found: list[LeadReading] = []
    for part, role in _parts(_mended(text), names):
        for lead in _named_in(part, names):
            _add(found, lead, role)
    return Leads(tuple(found), _question(found))


def _add(found: list[LeadReading], lead: LeadReading, role: Role) -> None:
    """Only the first is answerable. An organisation alone belongs to whoever was named just before it."""
    if lead.name is None and lead.post is None:
        _add_organisation(found, lead)
        return
    role = Role.SUPPORT if found and any(each.role is Role.LEAD for each in found) else role
    reading = LeadReading(lead.name, lead.post, lead.organisation, role)
    if reading not in found:
        found.append(reading)


def _add_organisation(found: list[LeadReading], lead: LeadReading) -> None:
    if not found:
        found.append(LeadReading(post=lead.organisation, organisation=lead.organisation))
    elif found[-1].organisation is None:
        found[-1] = LeadReading(found[-1].name, found[-1].post, lead.organisation, found[-1].role)
    else:
        found.append(LeadReading(found[-1].name, found[-1].post, lead.organisation, Role.SUPPORT))


def _question(found: Sequence[LeadReading]) -> str | None:
    who = list(dict.fromkeys(lead.name or lead.post for lead in found))
    if len(who) > 1:
        return f"{len(who)} are named; {who[0]} is taken as the one who answers and the others as support"
    if found and found[0].name and " " not in found[0].name:
        return "one name only; it may fit several people"
    return None


def _mended(text: str) -> str:
    """Hyphens closed up ("Hart- Lowe"), bullets and label words gone, lines that wrapped joined."""
    lines = [without_bullet(line) for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if kept and _goes_on(kept[-1], line):
            kept[-1] = f"{kept[-1]} {line}"
        elif kept and _is_post_of(kept[-1], line):
            kept[-1] = f"{kept[-1].strip(' ,')}, {line}"
        else:
            kept.append(line)
    words = "\n".join(one_line(line) for line in kept if line.strip())
    words = re.sub(r"(?<=[a-z])-\s+(?=[A-Z])", "-", words)
    return _CAPITALS.sub(lambda name: name[0].title() if is_person(name[0].title().split()) else name[0], words)


def _goes_on(before: str, line: str) -> bool:
    """Whether a narrow column broke the line: in mid phrase, or between a given name and a surname."""
    is_mid_phrase = re.search(r"(\b(of|and|for|the|to|in|with|NHS)|[&,/-])$", before) or re.match(r"[a-z(&/]", line)
    return bool(is_mid_phrase) or (is_single_name(before) and is_single_name(line))


def _is_post_of(before: str, line: str) -> bool:
    """Whether a line says what the person on the line before it is."""
    words = line.split()
    names_nobody = not any(is_person(words[at : at + 2]) for at in range(len(words) - 1))
    return is_person(before.strip(" ,").split()) and _is_post_or_team(words) and names_nobody


def _parts(text: str, names: Names) -> Iterator[tuple[str, Role]]:
    role = Role.LEAD
    for piece in _HARD.split(text):
        piece = _owner_after_organisation(_LABEL.sub("", piece), names)
        if _SUPPORT.match(piece):
            role, piece = Role.SUPPORT, _SUPPORT.sub("", piece)
        for part in _split_commas(_without_remarks(piece, names)):
            yield part, role


def _owner_after_organisation(piece: str, names: Names) -> str:
    """ "Northmere Council – Ifan Rees" as "Ifan Rees, Northmere Council"."""
    before, mark, after = (
        re.split(r"(\s[–—-]\s|:\s)", piece, maxsplit=1) if re.search(r"\s[–—-]\s|:\s", piece) else (piece, "", "")
    )
    is_organisation = _organisation_length(before.split(), names) == len(before.split()) > 0
    return (
        f"{after}, {before}" if mark and is_organisation and not _organisation_length(after.split(), names) else piece
    )


def _without_remarks(piece: str, names: Names) -> str:
    """Brackets hold a remark, a post of the person before them, or the person who holds the post before them."""
    inside = [one_line(match) for match in _BRACKETS.findall(piece)]
    outside = one_line(_BRACKETS.sub(" ", piece))
    person = next((words for words in inside if is_person(words.split())), None)
    if person and not is_person(outside.split()[: name_length(outside.split(), names)]):
        return person
    organisation = next((words for words in inside if _organisation_length(words.split(), names)), None)
    return f"{outside}, {organisation}" if organisation else outside


def _split_commas(piece: str) -> list[str]:
    """Parts at commas and "and", where what follows is a name of its own and not the rest of a post."""
    parts: list[str] = []
    for chunk in (each.strip(" ,–—-") for each in re.split(r"\s*,\s*|\s+[–—-]\s+", piece)):
        if not chunk:
            continue
        if parts and not _stands_alone(chunk, parts[-1]):
            parts[-1] = f"{parts[-1]}, {chunk}"
        elif parts and _describes(chunk, parts[-1]):
            continue
        else:
            parts.append(chunk)
    return [part for chunk in parts for part in _split_and(chunk)]


def _stands_alone(chunk: str, before: str) -> bool:
    words = chunk.split()
    return is_person(words) or _kind_words(words) or is_person(before.split())


def _describes(chunk: str, before: str) -> bool:
    """Whether a post after a comma says what the person before it is."""
    words = chunk.split()
    is_named = bool(_splitting_and(chunk)) or is_person(words)
    return is_person(before.split()) and not is_named and not any(map(is_organisation_word, words))


def _kind_words(words: Sequence[str]) -> bool:
    return any(is_post_word(word) or is_team_word(word) or is_organisation_word(word) for word in words)


def _split_and(chunk: str) -> list[str]:
    parts: list[str] = []
    for piece in _split_posts(chunk):
        rest = piece
        while match := _splitting_and(rest):
            parts.append(rest[: match.start()].strip())
            rest = rest[match.end() :].strip()
        parts.append(rest)
    return [part for each in parts if (part := re.sub(r"\s+(and|&)$", "", each))]


def _split_posts(chunk: str) -> Iterator[str]:
    """Two posts run together: "… Corporate Parenting NMC Head of Housing" is cut before the second's organisation."""
    start = 0
    for match in _POST_OF_ANOTHER.finditer(chunk):
        if any(map(is_post_word, chunk[start : match.start()].split())):
            yield chunk[start : match.start()]
            start = match.end()
    yield chunk[start:]


def _splitting_and(text: str) -> re.Match[str] | None:
    """The first "and" with a whole name on either side."""
    for match in _AND.finditer(text):
        before, after = text[: match.start()].split(), text[match.end() :].split()
        people = is_person(before) and (is_person(after[:2]) or is_person(after) or is_person(after[:3]))
        posts = _is_post_or_team(before) and _is_post_or_team(_until_and(after))
        mixed = (is_person(before) and _is_post_or_team(_until_and(after))) or (
            _is_post_or_team(before) and is_person(after)
        )
        if people or posts or mixed:
            return match
    return None


def _until_and(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index("and")] if "and" in words else words


def _is_post_or_team(words: Sequence[str]) -> bool:
    return any(is_post_word(word) or is_team_word(word) for word in words)


def _named_in(part: str, names: Names) -> Iterator[LeadReading]:
    """The people, posts and organisations of a part that nothing separates any more."""
    words = without_rank(re.sub(r"^(?:and|&|the)\s+", "", part).split(), names)
    while words:
        length = name_length(words, names)
        if length and not _is_an_organisation(words, length):
            yield LeadReading(name=" ".join(words[:length]))
            words = words[length:]
            if _is_post_or_team(words) and not any(map(is_organisation_word, words)):
                return
            continue
        length = _organisation_length(words, names)
        if not length:
            yield _post(words)
            return
        organisation, words = " ".join(words[:length]), words[length:]
        if words and _is_post_or_team(words) and not name_length(words, names):
            yield LeadReading(post=" ".join(words), organisation=organisation)
            return
        yield LeadReading(organisation=organisation)


def _is_an_organisation(words: Sequence[str], length: int) -> bool:
    """Whether two words that could be a name only say where: "Thames Valley" before "Police" alone."""
    rest = words[length:]
    is_kind = [(is_organisation_word(word) and not is_acronym(word)) or is_team_word(word) for word in rest]
    return bool(rest) and all(is_kind)


# "NHS Northmere and Westvale" is one organisation also where nothing else in the document names those places.
_NHS_OF_PLACES = re.compile(r"NHS [A-Z][\w'’-]+(?: (?:and|&) [A-Z][\w'’-]+)*")


def _organisation_length(words: Sequence[str], names: Names) -> int:
    """How many of the first words are one organisation; 0 where they begin with none, or are a post in one."""
    if _NHS_OF_PLACES.fullmatch(" ".join(words)):
        return len(words)
    end = 0
    has_kind = False
    for at, word in enumerate(words):
        is_part = is_organisation_word(word) or names.is_place(word)
        if is_part or (is_acronym(word) and not has_kind):
            has_kind = has_kind or is_organisation_word(word)
            end = at + 1
        elif not is_qualifier(word) and (has_kind or not word[:1].isupper()):
            break
    is_post = any(map(is_post_word, words[: end + 1]))
    return end if has_kind and not is_post else 0


def _post(words: Sequence[str]) -> LeadReading:
    """A post or team, less the acronyms of its organisation in front: "NCC Head of …"."""
    at = 0
    while at < len(words) - 1 and is_acronym(words[at]):
        at += 1
    has_kind = _is_post_or_team(words[at:])
    if len(words) == 1 and is_single_name(words[0]) and not has_kind:
        return LeadReading(name=words[0])
    if not at or not has_kind:
        return LeadReading(post=" ".join(words))
    return LeadReading(post=" ".join(words[at:]), organisation=" ".join(words[:at]))
