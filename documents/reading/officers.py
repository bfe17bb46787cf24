"""Officers whom a document introduces in its sentences: "Amara Okafor (Assistant Director)"."""

import re
from collections.abc import Iterator

from documents.reading.document import Document, Paragraph
from documents.reading.markup import one_line
from documents.reading.naming import is_person, is_post_word
from plans.reading import OfficerReading

# A name of two to four words, and what stands in brackets behind it.
_INTRODUCED = re.compile(r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){1,3}) \((?P<post>[^()]{4,90})\)")


def officers_in(document: Document) -> tuple[OfficerReading, ...]:
    """Everybody who is introduced by name and post in the text outside tables, each once, in order."""
    found: dict[str, OfficerReading] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for officer in _introduced(one_line(block.text)):
                found.setdefault(officer.name, officer)
    return tuple(found.values())


def _introduced(text: str) -> Iterator[OfficerReading]:
    for match in _INTRODUCED.finditer(text):
        post = " ".join(match["post"].split())
        name = _name_at_the_end(match["name"].split())
        if name and any(is_post_word(word.strip(",")) for word in post.split()):
            yield OfficerReading(name, post)


def _name_at_the_end(words: list[str]) -> str | None:
    """The longest run of words before the bracket that is a person's name: "supported by Ifan Rees" is Ifan Rees."""
    for start in range(len(words) - 1):
        if all(word[0].isupper() for word in words[start:]) and is_person(words[start:]):
            return " ".join(words[start:])
    return None
