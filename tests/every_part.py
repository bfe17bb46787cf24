"""A message that has every kind of part, for tests of what keeps and draws them."""

from bot.conversation.message import Button, Buttons, Chart, File, Items, Message, Series, Table, bold, line, runs
from plans.words import Status

TABLE = Table("Overdue", ("milestone", "days", "lead"), (("3.2", "11", "Ifan Rees"), ("5.1", "2", "")))
CHART = Chart(
    "Status by theme",
    "bar",
    ("Leadership", "Practice"),
    (
        Series("✔ done", (3, 1), Status.COMPLETE, "blue"),
        Series("■ late", (0, 2), Status.OFF_TRACK, "red"),
    ),
    "Leadership has 3 of 3 done, Practice 1 of 3.",
)
WORDS = File("overdue.csv", "milestone,days\n3.2,11\n")
BYTES = File("plan.docx", b"PK\x03\x04\xff")

EVERYTHING = Message(
    "4 are overdue",
    (line(bold("4 are overdue"), ", as at today"), CHART, Buttons((Button("Show", "show", "all"),))),
    (line("Each of them", quiet=True), TABLE, Items((runs("3.2"),)), WORDS, BYTES, Buttons((Button("Why", "why"),))),
)
