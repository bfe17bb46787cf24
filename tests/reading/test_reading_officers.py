"""Officers whom a document introduces in its sentences are known by name and post."""

import pytest

from documents.reading.document import Document, Paragraph
from documents.reading.officers import officers_in


def introduced(text):
    return [(o.name, o.post) for o in officers_in(Document("x.txt", (Paragraph(text, "line 1"),)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reviewed monthly by Amara Okafor (Assistant Director of Children's Services).",
         [("Amara Okafor", "Assistant Director of Children's Services")]),
        ("Leaders; Ifan Rees (Head of Fostering), Siân Pritchard-Jones (Designated Nurse)",
         [("Ifan Rees", "Head of Fostering"), ("Siân Pritchard-Jones", "Designated Nurse")]),
        ("The work is supported by Dan O'Neill (Improvement Officer).", [("Dan O'Neill", "Improvement Officer")]),
        ("Ifan Rees (Head of Fostering) and later Ifan Rees (Head of Fostering)", [("Ifan Rees", "Head of Fostering")]),
        ("Working Together (statutory guidance) applies.", []),
        ("The audit (see appendix) found 3 cases.", []),
        ("Amara Okafor (until June) was away.", []),
    ],
)  # fmt: skip
def test_a_name_with_a_post_in_brackets_is_an_officer(text, found):
    assert introduced(text) == found
