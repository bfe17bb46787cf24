"""What shows that a milestone is done: asked for where the plan wants it, found in what was said, and kept."""

import re
from collections.abc import Sequence

from bot.conversation import phrases
from bot.conversation.answers.asking import Asks, remember
from bot.conversation.answers.confirming import ask_monitor
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.heard import Attached
from bot.conversation.message import Button, bold, runs
from plans.milestone import Milestone
from storage.changes.completions import give_evidence
from storage.questions.completions import EvidenceFacts, open_confirmation
from storage.questions.milestones import milestones_by_id

NOTHING_TO_SHOW = "Nothing to show"
LONGEST_NAME = 200

_LINK = re.compile(r"https?://[^\s<>|)\]\"']+", re.IGNORECASE)
_PAPER = (
    r"(?:report|minutes|audit|letter|certificate|notes?|spreadsheet|dashboard|sign-?off|e-?mail|record|log|survey"
    r"|evaluation|review|paper|policy|protocol|procedure|handbook|agenda|presentation|slides|dataset|statement|contract"
    r"|register|training records?|case file audit|terms of reference|summary|briefing)"
)
_BEFORE = (
    r"(?:it'?s|is|are|in|see|the|our|an?|my|as|per|with|by|from|of|on|at|and|for|now|also|all|done|complete|completed"
    r"|finished|closed|shown|here|attached|per|under|evidence|proof)"
)
_NAMED = re.compile(
    rf"\b(?:(?!{_BEFORE}\b)[\w'-]+ ){{0,4}}{_PAPER}\s+(?:of|from|dated|for|on)\s+"
    r"(?:the\s+)?[\w' -]*?\d{1,2}(?:st|nd|rd|th)?(?:[ /.-](?:\w+|\d+)){0,2}(?:[ /.-]\d{2,4})?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:evidence|proof)(?:\s+(?:for|of)\s+[\w.]+)?\s*(?:is|are|:|=|-|–)\s*(?P<name>[^\n]{4,200})", re.IGNORECASE
)
_PAPER_ALONE = re.compile(
    rf"\b{_PAPER}s?\b|\b(?:attached|folder|sharepoint|shared drive|intranet)\b"
    r"|\b(?:panel|board|meeting|committee|cabinet|forum)\b[^\n]*\d",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:still|will|need(?:s|ed)?|writing|waiting|awaiting|not|never|no|late|at risk|slip\w*|delayed"
    r"|(?:can|could|would) (?:you|we|someone)|tell|ask"
    r"|chas\w+|remind|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_PAPER = 25


def evidence_in(text: str, files: Sequence[Attached] = ()) -> list[EvidenceFacts]:
    """The links, files and named documents of a message, in that order; none where it names none."""
    links = [match.group().rstrip(".,;:") for match in _LINK.finditer(text)]
    found = [EvidenceFacts(link, "link", link) for link in links]
    found += [EvidenceFacts(file.name, "file", file.address) for file in files]
    if not found:
        told = _TOLD.search(text)
        named = told["name"] if told else next((match.group() for match in _NAMED.finditer(text)), None)
        found += [EvidenceFacts(_tidy(named), "document", None)] if named else []
    return found


def as_asked_for(text: str) -> list[EvidenceFacts]:
    """Words that were asked for as evidence, where they speak of a paper or a meeting that is there; else none."""
    is_paper = _PAPER_ALONE.search(text) and not _STILL_TO_COME.search(text) and not text.rstrip().endswith("?")
    return in_these_words(text) if is_paper and len(text.split()) <= _MOST_WORDS_OF_A_PAPER else []


def in_these_words(text: str) -> list[EvidenceFacts]:
    """Evidence that somebody says is meant, whatever its words."""
    return [EvidenceFacts(_tidy(text), "document", None)]


def _tidy(name: str) -> str:
    words = " ".join(name.split()).strip(" .,;:")
    for opening in ("the ", "see ", "in "):
        words = words[len(opening) :] if words.lower().startswith(opening) else words
    return words[:LONGEST_NAME]


def ask_for_evidence(occasion: Occasion, milestones: Sequence[Milestone]) -> tuple[str, tuple[Button, ...]]:
    """The sentence that asks what shows that these are done, with the button that says nothing does."""
    about = {"milestones": [m.id for m in milestones]}
    buttons = remember(occasion, Asks.EVIDENCE, about, [(NOTHING_TO_SHOW, None)])
    return question_about(milestones), buttons


def question_about(milestones: Sequence[Milestone]) -> str:
    is_one = len(milestones) == 1
    refs = phrases.listed([m.ref for m in milestones])
    return f"What shows that {refs} {'is' if is_one else 'are'} done? A link, a file or a document's name."


def keep_evidence(occasion: Occasion, milestone: Milestone, found: Sequence[EvidenceFacts]) -> str:
    """Keeps it, and asks the monitoring body where it still has to be; what is read back of it."""
    for evidence in found:
        give_evidence(occasion.session, milestone.id, evidence, occasion.author)
    return f"{phrases.listed([shown(evidence) for evidence in found])} kept as evidence"


def shown(evidence: EvidenceFacts) -> str:
    return evidence.words if len(evidence.words) <= 80 else f"{evidence.words[:79]}…"


def take_evidence(occasion: Occasion, milestone_ids: Sequence[int], found: Sequence[EvidenceFacts]) -> Reply:
    """The answer to what shows that milestones are done; without any evidence the body is asked all the same."""
    session, today = occasion.session, occasion.setting.today
    lines = []
    for milestone in milestones_by_id(session, milestone_ids, today):
        kept = keep_evidence(occasion, milestone, found) if found else "no evidence given"
        waiting = open_confirmation(session, milestone.id)
        asked = ask_monitor(occasion, milestone, waiting) if waiting is not None and not waiting.is_told else None
        lines.append(runs(bold(milestone.ref), f" → {kept}", f"; {asked} is asked to confirm it" if asked else ""))
    return Reply(listed(lines, *([undo_button(occasion)] if found else [])))
