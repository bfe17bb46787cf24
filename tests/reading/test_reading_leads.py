"""Who is named in a lead cell: people, posts, teams and organisations, in councils' many ways of writing them."""

import pytest

from documents.reading.leads import read_leads
from documents.reading.naming import Names
from plans.words import Role

NAMES = Names(places=frozenset({"brackwater", "westvale"}))


def named(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(lead.name, lead.post, lead.organisation) for lead in read_leads(text, NAMES).leads]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Una Hart", ["Una Hart"]),
        ("Dr A. Okoro", ["Dr A. Okoro"]),
        ("Rosa di Marco", ["Rosa di Marco"]),
        ("Kit O'Neill-Shaw", ["Kit O'Neill-Shaw"]),
        ("Una Hart and Omar Idris", ["Una Hart", "Omar Idris"]),
        ("Una Hart / Omar Idris", ["Una Hart", "Omar Idris"]),
        ("Una Hart & Omar Idris", ["Una Hart", "Omar Idris"]),
        ("Una Hart, Omar Idris and Rosa di Marco", ["Una Hart", "Omar Idris", "Rosa di Marco"]),
        ("Una Hart\nOmar Idris", ["Una Hart", "Omar Idris"]),
        ("Una Hart, Head of Fostering", ["Una Hart"]),
        ("Una Hart (Head of Fostering)", ["Una Hart"]),
        ("Una Hart – Service Manager", ["Una Hart"]),
        ("Una Hart\nHead of Service", ["Una Hart"]),
        ("Head of Fostering (Una Hart)", ["Una Hart"]),
        ("Chief Inspector Mo Farrow", ["Mo Farrow"]),
        ("Lead: Una Hart", ["Una Hart"]),
        ("Lead: Una Hart Support: Omar Idris", ["Una Hart", "Omar Idris"]),
        ("Una\nHart", ["Una Hart"]),
        ("UNA HART", ["Una Hart"]),
        ("Una Jane Hart", ["Una Jane Hart"]),
        ("Una Hart Omar Idris", ["Una Hart", "Omar Idris"]),
    ],
)
def test_people_are_told_from_what_they_are(text: str, people: list[str]) -> None:
    assert [name for name, _, _ in named(text)] == people


@pytest.mark.parametrize(
    "text",
    [
        "Head of Fostering",
        "Head of Delivery, Social Work",
        "Head of SEND & Disability",
        "Heads of Fostering and Adoption",
        "Director of Children's Services",
        "Designated Nurse for Looked After Children",
        "Children in Care Team Manager",
        "Virtual School Head",
        "Diversity Commission Chair",
        "QA Team",
        "HR Business Partner",
        "Leaving Care Health Team",
        "Parent Carer Forum",
        "Corporate Parenting Board",
        "Manager for Children with Disabilities",
        "Independent Scrutineer",
        "NSPCC",
        "Harbourside's",
        "Performance & Intelligence",
    ],
)
def test_a_post_or_team_is_one_post(text: str) -> None:
    assert named(text) == [(None, text, None)]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Una Hart Brackwater Council", [("Una Hart", None, "Brackwater Council")]),
        ("Una Hart (Brackwater Council)", [("Una Hart", None, "Brackwater Council")]),
        (
            "Una Hart Brackwater Foundation Trust Omar Idris NHS Brackwater and Westvale",
            [
                ("Una Hart", None, "Brackwater Foundation Trust"),
                ("Omar Idris", None, "NHS Brackwater and Westvale"),
            ],
        ),
        (
            "Una Hart Brackwater Council/ NHS Westvale",
            [("Una Hart", None, "Brackwater Council"), ("Una Hart", None, "NHS Westvale")],
        ),
        ("Designated Nurse, NHS Westvale", [(None, "Designated Nurse", "NHS Westvale")]),
        ("BWC ISSC Head of Housing", [(None, "Head of Housing", "BWC ISSC")]),
        (
            "BWC Head of Fostering BWC Head of Housing",
            [(None, "Head of Fostering", "BWC"), (None, "Head of Housing", "BWC")],
        ),
        ("CCG Designated Nurse", [(None, "Designated Nurse", "CCG")]),
        ("Una Jane Hart Brackwater Council", [("Una Jane Hart", None, "Brackwater Council")]),
        ("Brackwater Council – Una Hart", [("Una Hart", None, "Brackwater Council")]),
        ("Brackwater Council: Una Hart", [("Una Hart", None, "Brackwater Council")]),
        ("NHS England", [(None, "NHS England", "NHS England")]),
        ("Thames Estuary Police", [(None, "Thames Estuary Police", "Thames Estuary Police")]),
    ],
)
def test_organisations_go_with_whoever_they_stand_beside(
    text: str, leads: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert named(text) == leads


def test_the_first_one_named_answers_and_the_others_support() -> None:
    leads = read_leads("Una Hart and Omar Idris", NAMES)
    assert [lead.role for lead in leads.leads] == [Role.LEAD, Role.SUPPORT]
    assert leads.why == "2 are named; Una Hart is taken as the one who answers and the others as support"


@pytest.mark.parametrize("text", ["Una Hart supported by Omar Idris", "Una Hart with Omar Idris"])
def test_whoever_is_said_to_support_supports(text: str) -> None:
    assert [(lead.name, lead.role) for lead in read_leads(text, NAMES).leads] == [
        ("Una Hart", Role.LEAD),
        ("Omar Idris", Role.SUPPORT),
    ]


@pytest.mark.parametrize("text", ["", "TBC", "n/a", "-", "To be confirmed", "Vacant post", "to be appointed"])
def test_nobody_is_made_up(text: str) -> None:
    assert read_leads(text, NAMES).leads == ()


def test_one_name_alone_may_be_several_people() -> None:
    leads = read_leads("Una", NAMES)
    assert (leads.leads[0].name, leads.why) == ("Una", "one name only; it may fit several people")


def test_a_hyphen_that_a_narrow_column_broke_is_closed() -> None:
    assert named("Una Hart- Lowe") == [("Una Hart-Lowe", None, None)]


def test_an_nhs_body_is_one_organisation_also_where_nothing_else_names_its_places():
    found = read_leads("Siobhan Doyle, NHS Northmere and Westvale").leads
    assert [(lead.name, lead.post, lead.organisation) for lead in found] == [
        ("Siobhan Doyle", None, "NHS Northmere and Westvale")
    ]
