"""What kind of name a few capitalised words are: a person, a post, a team or an organisation.

By the words of the field, and by the places and organisations that the document itself names elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.reading.document import Document, Paragraph
from documents.reading.markup import words_of

POST = words_of(
    """head heads director directors manager managers officer officers lead leads leader leaders chair chairs chief
    executive nurse nurses doctor assistant deputy commissioner commissioners coordinator co-ordinator coordinators
    principal practitioner practitioners superintendent inspector sergeant constable adviser advisers advisor advisors
    consultant councillor member headteacher headteachers teacher teachers supervisor supervisors analyst matron
    midwife midwives registrar secretary administrator worker workers solicitor auditor auditors accountant partner
    partners secretary holder postholder specialist paediatrician psychologist therapist visitor visitors champion
    scrutineer guardian ambassador clinician clinicians cllr
    clerk president dean bursar warden trainer educator strategist governor trustee colleagues staff ad dcs das dass
    hos iro iros sro dsl lado ceo cfo coo vsh gp gps svp psw hosq"""
)
TEAM = words_of(
    """team teams group groups board panel committee service services unit units department forum hub partnership
    subgroup sub-group network directorate division slt smt dmt clt cmt senior-leadership leadership workstream
    taskforce council-wide programme project office function cell faculty alliance safeguarding-partners mash
    heads managers practitioners schools partners agencies"""
)
ORGANISATION = words_of(
    """council nhs trust police ccg icb pct constabulary authority university college school hospital probation
    ofsted cqc cafcass limited ltd llp charity association commission foundation academy church diocese borough
    agency society federation ics hmcts dfe"""
)
# What may stand between a place and the word that makes it an organisation.
_QUALIFIERS = words_of(
    """community foundation partnership safeguarding children children's childrens young people mental health county
    city borough district metropolitan unitary royal london clinical commissioning group care primary acute hospital
    hospitals university teaching integrated nhs and of the for & social women's womens healthcare services adults
    general fire rescue probation service transport local board trust council police"""
)
# Initials of a piece of work, not of an organisation: "HR Business Partner", "QA Team".
_FUNCTIONS = words_of(
    """hr qa send sen iro iros lado mash cin cp cse ehc ehcp ict it lac cic cla yos yot yjs eet neet fgc edt sgo uasc
    caf eh taf mi bi pep ps sw asye cpd dbs cme ceip mst fdac frt r&a ms ld cwd sencos"""
)
_PARTICLES = words_of("di de da del della van von der den la le el al bin ibn o' mc mac st ap ab du dos")
_TITLES = words_of("dr mr mrs ms miss mx prof professor cllr councillor sir dame rev dci di ds dc supt insp ch")
_COUNTRIES = words_of("england wales scotland ireland britain uk")
_RANKS = words_of("detective temporary chief inspector superintendent sergeant constable commander")
_NOT_A_NAME = words_of(
    """north south east west central locality area all the each every any both see as above below tbc tba n/a vacant
    new various other external internal joint shared
    lead to be confirmed with from in on and or our their this that initially jointly health social care
    children children's childrens young people families family education adult adults early help corporate
    parenting safeguarding fostering adoption quality assurance performance human resources housing finance legal
    learning development workforce virtual designated named strategic operational interim acting permanent senior
    commissioning comms communications customer public youth offending justice business support intelligence data
    digital
    service improvement delivery practice court permanence leaving looked after assessment referral response"""
)
_NAME_WORD = re.compile(r"^(?:[A-Z]\.?|(?:[A-Z]'|Mc|Mac|Fitz)?[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z]?[a-zà-öø-ÿ'’]+)*)$")
_ORGANISATION_END = r"Council|NHS Trust|Trust|Police|Constabulary|Hospital|Partnership|Board"
_NAMED = re.compile(
    rf"\b((?:[A-Z][\w'’-]+|of|and|&|the|upon)(?: (?:[A-Z][\w'’-]+|of|and|&|the|upon)){{0,6}}) (?:{_ORGANISATION_END})\b"
)
_NHS = re.compile(r"\bNHS ((?:[A-Z][\w'’-]+|and|&)(?: (?:[A-Z][\w'’-]+|and|&)){0,4})")


@dataclass(frozen=True)
class Names:
    """What the document tells about names: words of places, and what its abbreviations stand for."""

    places: frozenset[str] = frozenset()
    abbreviations: tuple[tuple[str, str], ...] = ()

    def is_place(self, word: str) -> bool:
        return _word(word) in self.places | _COUNTRIES


def names_in(document: Document) -> Names:
    """The places that the document's paragraphs and long cells join to "Council", "Trust" or "NHS"."""
    texts = list(_running_texts(document))
    return Names(frozenset(_places(texts)), tuple(_abbreviations(document)))


def _running_texts(document: Document) -> Iterable[str]:
    """Sentences only: a lead's cell runs people and organisations together."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if _is_sentence(cell.text))


def _is_sentence(text: str) -> bool:
    words = text.split()
    return len(words) > 8 and sum(word[:1].islower() for word in words) > len(words) / 2


def _places(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for pattern in (_NAMED, _NHS):
            for match in pattern.finditer(text):
                yield from (word for each in match[1].split() if (word := _word(each)) and _could_be_place(each))


def _could_be_place(word: str) -> bool:
    plain = _word(word)
    known = POST | TEAM | ORGANISATION | _QUALIFIERS | _NOT_A_NAME
    return word[:1].isupper() and plain not in known and len(plain) > 2 and not word.isupper()


def _abbreviations(document: Document) -> Iterable[tuple[str, str]]:
    """ "NMC - Northmere Council" on a line of its own."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            match = re.fullmatch(r"([A-Z][A-Z&]{1,7})\s*[-–—:=]\s*([A-Z][A-Za-z'’& ]{3,60})", block.text)
            if match:
                yield match[1], match[2].strip()


def _word(word: str) -> str:
    return re.sub(r"['’]s$|[^\w&'’-]", "", word.lower()).strip("-'’")


def is_post_word(word: str) -> bool:
    return _word(word) in POST


def is_team_word(word: str) -> bool:
    return _word(word) in TEAM


def is_organisation_word(word: str) -> bool:
    return _word(word) in ORGANISATION


def is_qualifier(word: str) -> bool:
    return _word(word) in _QUALIFIERS


def is_acronym(word: str) -> bool:
    """Initials of an organisation: three capitals or more, but not those of a post or a kind of work."""
    letters = re.sub(r"[^\w&]", "", word)
    return len(letters) >= 3 and letters.isupper() and letters.isalpha() and _word(word) not in POST | _FUNCTIONS


def is_person(words: list[str]) -> bool:
    """ "Ann Jones", "Dr A. Okoro", "Phil di Rossi": two to four capitalised words, none of them of the field."""
    names = list(words)
    while names and _word(names[0]) in _TITLES and len(names) > 1:
        names = names[1:]
    # A particle in front is a given name: "Mac Davies", "Al Ncube".
    own = [word for place, word in enumerate(names) if place == 0 or _word(word) not in _PARTICLES]
    if not own or len(names) > 4 or (len(own) == 1 and len(names) == len(words)):
        return False
    return all(_is_name_word(word) for word in own)


def is_single_name(word: str) -> bool:
    return _is_name_word(word) and len(word) > 2 and not re.search(r"['’]s$", word)


def _is_name_word(word: str) -> bool:
    plain = _word(word)
    known = POST | TEAM | ORGANISATION | _NOT_A_NAME
    return bool(_NAME_WORD.match(word.strip(",;()"))) and plain not in known


def without_rank(words: list[str], names: Names) -> list[str]:
    """The words less a police rank before a person's name; a rank that names nobody stays."""
    at = 0
    while at < len(words) and _word(words[at]) in _RANKS:
        at += 1
    return words[at:] if at and name_length(words[at:], names) else words


def name_length(words: list[str], names: Names) -> int:
    """How many of the first words are one person's name: a title, a given name, particles, a surname."""
    at = 0
    while at < len(words) and _word(words[at]) in _TITLES:
        at += 1
    start = at
    if at < len(words) and _is_name_word(words[at]):
        at += 1
    while at < len(words) and (_word(words[at]) in _PARTICLES or re.fullmatch(r"[A-Z]\.?", words[at])):
        at += 1
    if at == start or at >= len(words) or not _is_name_word(words[at]) or names.is_place(words[at]):
        return 0
    return at + 2 if _goes_on(words[at + 1 :], names) else at + 1


def _goes_on(rest: list[str], names: Names) -> bool:
    """Whether a third name follows: the last word of all, or one before a place that begins an organisation."""
    if not rest or not _is_name_word(rest[0]) or names.is_place(rest[0]):
        return False
    return len(rest) == 1 or names.is_place(rest[1])
