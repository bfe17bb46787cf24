"""An invented plan and its people, for reading messages against."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.understanding import Context, KnownMilestone
from plans.words import Status

TUESDAY = datetime(2026, 6, 16, 10, 0, tzinfo=ZoneInfo("Europe/London"))

PRACTICE, GOVERNANCE, MISSING, DATA = (
    "Practice quality",
    "Governance and Scrutiny",
    "Missing children",
    "Data and systems",
)

_ROWS: tuple[tuple[str, str, str, str, tuple[str, ...], date | None, Status | None], ...] = (
    ("1.1", "Supervision policy rewritten and issued", "Make supervision regular and recorded", PRACTICE,
     ("Amara Okafor",), date(2026, 6, 30), Status.ON_TRACK),
    ("1.2", "Audit of supervision records", "Make supervision regular and recorded", PRACTICE,
     ("Amara Okafor",), date(2026, 7, 31), Status.ON_TRACK),
    ("1.3", "Team manager induction programme delivered", "Make supervision regular and recorded", PRACTICE,
     ("Ifan Rees",), date(2026, 8, 31), Status.AT_RISK),
    ("2.1", "Strategy meetings held within three working days", "Hold strategy meetings on time", PRACTICE,
     ("Ifan Rees",), date(2026, 5, 29), Status.OFF_TRACK),
    ("2.2", "Police attendance at strategy meetings monitored", "Hold strategy meetings on time", PRACTICE,
     ("Dilys Marsh",), date(2026, 9, 30), Status.ON_TRACK),
    ("2.4", "Threshold guidance published to partners", "Hold strategy meetings on time", PRACTICE,
     ("Dilys Marsh",), date(2026, 4, 30), Status.COMPLETE),
    ("3.1", "Foster carer handbook agreed", "Recruit and keep more foster carers", PRACTICE,
     ("Head of Fostering",), date(2026, 6, 12), Status.ON_TRACK),
    ("3.2", "Recruitment campaign for foster carers launched", "Recruit and keep more foster carers", PRACTICE,
     ("Head of Fostering",), date(2026, 7, 17), Status.NOT_STARTED),
    ("3.3", "Review payments to carers", "Recruit and keep more foster carers", PRACTICE,
     ("Head of Fostering Finance",), date(2026, 10, 31), Status.ON_TRACK),
    ("4", "Quality assurance framework adopted", "Adopt a quality assurance framework", GOVERNANCE,
     ("Théo Lambert",), date(2026, 9, 30), Status.ON_TRACK),
    ("5.1", "Audit of return interviews", "Offer every child a return interview", MISSING,
     ("Siobhán Kelly",), date(2026, 6, 26), Status.NOT_STARTED),
    ("5.2", "Return interview pilot with two charities", "Offer every child a return interview", MISSING,
     ("Siobhán Kelly",), date(2026, 8, 14), Status.ON_TRACK),
    ("5.3", "Letters to families rewritten in plain language", "Offer every child a return interview", MISSING,
     ("Siobhán Kelly",), date(2026, 9, 11), Status.ON_TRACK),
    ("6.1", "Dashboard of placements built", "Know our children through data", DATA, (), None, None),
    ("6.2", "Data quality checks run each month", "Know our children through data", DATA,
     ("Marek Nowak",), date(2026, 7, 10), Status.AT_RISK),
)  # fmt: skip

MILESTONES = tuple(
    KnownMilestone(
        ref=ref,
        title=title,
        action=ref.split(".")[0],
        action_title=action_title,
        theme=theme,
        leads=leads,
        due=due,
        status=status,
    )
    for ref, title, action_title, theme, leads, due, status in _ROWS
)

LETTERED = tuple(
    KnownMilestone(ref=ref, title=title, action=ref.split(".")[0], action_title=action_title)
    for ref, title, action_title in (
        ("D1.1", "Review the visiting schedule", "Children in care are seen often enough"),
        ("D1.2", "Commission training on direct work", "Children in care are seen often enough"),
        ("D1.3", "Agree a standard for recording visits", "Children in care are seen often enough"),
        ("D2.1", "Publish the leaving care guide", "Young people leaving care know their rights"),
        ("D2.2", "Train personal advisers in the guide", "Young people leaving care know their rights"),
        ("D3.1", "Hold a day with the courts on delay", "Fewer delays in court"),
    )
)

PEOPLE = ("Priya Nair", "Grace Adeyemi")

SPEAKERS = {
    "Amara": "Amara Okafor",
    "Ifan": "Ifan Rees",
    "Dilys": "Dilys Marsh",
    "Fostering": "Head of Fostering",
    "Finance": "Head of Fostering Finance",
    "Théo": "Théo Lambert",
    "Siobhán": "Siobhán Kelly",
    "Marek": "Marek Nowak",
    "Priya": "Priya Nair",
    "Grace": "Grace Adeyemi",
}


def northmere(
    speaker: str = "Amara",
    about: str | None = None,
    numbered: tuple[str, ...] = (),
    now: datetime = TUESDAY,
) -> Context:
    """Northmere's plan, or the lettered one for a thread such as "D1.1"."""
    lettered = bool(about and about.startswith("D"))
    return Context(
        now=now,
        speaker=SPEAKERS.get(speaker, speaker),
        milestones=LETTERED if lettered else MILESTONES,
        about=None if about == "D" else about,
        numbered=numbered,
        people=PEOPLE,
    )
