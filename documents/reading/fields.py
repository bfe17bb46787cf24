"""What a column of a plan can be, and the words that head it."""

import re
from enum import StrEnum
from functools import lru_cache

from documents.reading.markup import one_line, words_of


class Field(StrEnum):
    """What a column or a labelled row of a plan holds. OTHER is kept by its heading and means nothing to Milepost."""

    REF = "ref"
    THEME = "theme"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    MILESTONE = "milestone"
    LEAD = "lead"
    SUPPORT = "support"
    ORGANISATION = "organisation"
    START = "start"
    DUE = "due"
    REVISED_DUE = "revised_due"
    COMPLETED_ON = "completed_on"
    STATUS = "status"
    PROGRESS = "progress"
    OUTCOME = "outcome"
    SUCCESS = "success_criteria"
    OBJECTIVES = "objectives"
    STARTING_POINT = "starting_point"
    RESOURCES = "resources"
    MONITORING = "monitoring"
    MITIGATION = "mitigation"
    OTHER = "other"


# Words that decide wherever they stand in a heading: "Action lead" is a lead, "Milestone date" a date.
_DECISIVE = (
    (
        Field.REF,
        r"^((action|milestone|task|item|rec|recommendation|activity|objective|unique|line)s? )?"
        r"(ref(erence)?( ?(no|number|id))?|no|num|number|id|#)$|^item$|^#$|^s n$|^serial\b",
    ),
    (Field.OTHER, r"\bpercent"),
    (
        Field.SUPPORT,
        r"\bothers? involved\b|^(support(ing|ed by)?|contributors?|working with|with)\b"
        r"|\b(support|supporting) (lead|officer|team|partner)",
    ),
    (Field.OTHER, r"^(previous|last|prior|former|original) (b?rag|status|rating)"),
    (Field.STATUS, r"\bb?rag\b|\bstatus\b|\bratings?\b|^complet(e|ed)\??$"),
    (
        Field.LEAD,
        r"\bleads?\b(?! measure)|\bowners?\b|\bwho\b|\bwhom\b|\bresponsib|\baccountab|\bofficers?\b|\bsro\b"
        r"|\bassigned\b|\bsponsor\b|\bpersons?\b|^action(ed)? by$",
    ),
    (
        Field.OTHER,
        r"\b(review|added|raised|opened|logged|last updated|next update) date"
        r"|\bdates? (added|raised|opened|of (last )?(update|review))",
    ),
    (
        Field.COMPLETED_ON,
        r"^(date|actual)\b(?! to be).{0,12}\b(completed|achieved|closed|finished)\b"
        r"|^(completed|closed) (on|date)|\bactual (completion|end|finish)",
    ),
    (Field.START, r"\bstart(s|ed)?( date| by)?$|\bstart date\b|\bcommence|^from$|\bdate started\b"),
    (
        Field.REVISED_DUE,
        r"\b(revised|new|extended|rescheduled|amended|forecast)\b"
        r".*\b(date|deadline|timescale|completion|due|finish|end)",
    ),
    (
        Field.DUE,
        r"\bdue\b|(?<!to )\bdates?\b|\bdeadlines?\b|\btime ?(scales?|lines?|frames?)\b|\bwhen\b"
        r"|\bcomplet(e|ed|ion) by\b|^to$"
        r"|\btarget (completion|end)\b|\b(baseline|expected|planned|target) (completion|finish)\b"
        r"|^completion$|^end$|^finish$",
    ),
)
# Words that decide by standing first: "Progress / outcome" is progress, "Measures of success and progress" is not.
_DESCRIPTIVE = (
    (
        Field.SUCCESS,
        r"\bsuccess\b|\bmeasures?\b|\bmeasured\b|\bprogress measures?\b|\bkpis?\b|\bindicators?\b"
        r"|^targets?$|\bhow (will|do) we know\b|\bcriteria\b",
    ),
    (Field.OBJECTIVES, r"\bobjectives?\b|\baims?\b"),
    (Field.STARTING_POINT, r"\bstarting (point|position)\b|\bbaseline\b|\bwhere (are we|we are) now\b"),
    (
        Field.PROGRESS,
        r"\bprogress\b|\bupdates?\b|\bcomment(s|ary)?\b|\bnotes?\b"
        r"|\b(current|latest) (situation|state)\b|\bposition\b",
    ),
    (Field.OUTCOME, r"\boutcomes?\b|\bimpact\b|\bbenefits?\b|\bwhat difference\b|\bresults?\b"),
    (Field.OTHER, r"\bevidence\b|\bsource\b"),
    (Field.RESOURCES, r"\bresourc|\bcosts?\b|\bbudget\b|\bfunding\b"),
    (Field.MONITORING, r"\bmonitor|\bgovernance\b|\boversight\b|\bassurance\b|\breport(ed|ing) to\b|\bscrutiny\b"),
    (Field.MITIGATION, r"\bmitigat|\brisks?\b|\bbarriers?\b|\bremedial\b"),
    (Field.MILESTONE, r"\bmilestones?\b|\bsub-?actions?\b|\bsub-?tasks?\b"),
    (
        Field.RECOMMENDATION,
        r"\brecommendations?\b|\bpriority (actions?|areas? for)\b|\blines? of enquiry\b"
        r"|\bareas? (for|of|requiring) (improvement|development|focus)\b|\bfindings?\b|\bissues?\b"
        r"|\brequirements?\b|\bwhat needs to (improve|change)\b"
        r"|\bimprovements? (required|needed|areas?)\b|\bweakness(es)?\b|\bconcerns?\b",
    ),
    (
        Field.ACTION,
        r"\bactions?\b|\bactivit(y|ies)\b|\btasks?\b|\bsteps?\b|\bwhat (we|will|are|is|do|needs? to be done)\b|^what$"
        r"|\bhow (will|are|do) we\b|^how$|\bresponses?\b|\bdeliverables?\b|\binterventions?\b|\bdescription\b",
    ),
    (
        Field.THEME,
        r"^(focus |service |priority )?areas?$|\bthemes?\b|\bwork ?streams?\b|\bstrands?\b|\bsections?\b"
        r"|\bpriorit(y|ies)\b|\bpillars?\b",
    ),
    (
        Field.ORGANISATION,
        r"^(lead )?(agency|agencies|organisations?|partners?|partner agenc(y|ies)|directorate|service)$",
    ),
)
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?)"
)
_LONGEST_HEADING = 200
_NUMBERED = re.compile(r"^[A-Za-z ]+ [A-Z]?\d{1,3}[.:]?$")
_DECISIVE_MATCHERS = tuple((field, re.compile(pattern)) for field, pattern in _DECISIVE)
_DESCRIPTIVE_MATCHERS = tuple((field, re.compile(pattern)) for field, pattern in _DESCRIPTIVE)

_HEADING_WORDS = words_of(
    """a about accountability accountable achieve achieved action actions activities activity actual added address
    agencies agency aim aims amended and any are area areas as assigned assurance at barriers baseline be been
    benefit benefits brag budget by change closed code colour commence commencement comment commentary comments
    complete completed completion concern concerns contact contributor contributors core cost costs cqc criteria
    criterion current date dates deadline deliver deliverable deliverables delivery description desired detail
    details development difference directorate do does done due end enquiry estimated evaluation evidence evidenced
    executive expected extended finding findings finish focus for forecast frame from funding further governance
    have how id identified impact implementation implications improve improvement improvements in indicator
    indicators inspection intended intervention interventions involved is issue issues item key know kpi kpis last
    latest lead leading leads like line lines look made main manager measure measured measures milestone milestones
    mitigating mitigation monitor monitored monitoring month name necessary need needed needs new next no note notes
    num number objective objectives of officer officers ofsted on operational or organisation organisations original
    others our outcome outcomes output outputs overall oversight owner owners partner partners people percent
    performance person persons pillar planned point position previous prior priorities priority progress projected
    proposed purpose quarter rag raised rating ratings reason rec recommendation recommendations ref reference
    reported reporting required requirement requirements resource resources response responses responsibility
    responsible result results review reviewed revised risk risks scale scrutiny section senior service shading
    situation source specific sponsor sro staff start started starting state statement status step steps strand
    strategic success successful support supporting taken target targets task tasks team that the theme themes this
    time timeframe timeframes timeline timelines timescale timescales title to track type up update updated updates
    we weakness weaknesses what when where which who whom why will with work working workstream workstreams"""
)


@lru_cache(maxsize=4096)
def heading_field(text: str) -> Field | None:
    """Which column a heading announces; None where the words announce none."""
    words = _heading_words(text)
    if not words:
        return None
    for field, matcher in _DECISIVE_MATCHERS:
        if matcher.search(words):
            return field
    found = [(match.start(), field) for field, matcher in _DESCRIPTIVE_MATCHERS if (match := matcher.search(words))]
    if found:
        return min(found, key=lambda each: each[0])[1]
    return Field.RECOMMENDATION if re.search(r"\bimprovements?\b", words) else None


@lru_cache(maxsize=4096)
def is_heading(text: str) -> bool:
    """Whether a cell reads as a column's heading and not as a sentence that happens to hold such a word."""
    if len(text) > _LONGEST_HEADING or _NUMBERED.search(text):
        return False
    words = re.findall(r"[a-z]+", _heading_words(text))
    if not 0 < len(words) <= 9:
        return _heading_words(text) == "#"
    known = sum(word in _HEADING_WORDS for word in words)
    return known / len(words) >= 0.8 and heading_field(text) is not None


def _heading_words(text: str) -> str:
    """Lower case, brackets and dates gone, "Lead(s)" as "leads", "Monitor -ing" as "monitoring"."""
    words = one_line(text).lower()
    words = re.sub(r"\((s|es|ies)\)", r"\1", words)
    words = re.sub(r"\((?!b?rag\b)[^)]*\)?|\[[^\]]*\]?", " ", words).replace("%", " percent ")
    words = re.sub(r"(?<=[a-z])\s?-\s?(?=(ing|ed|ment|tion|able|ity|sion|ity)\b)", "", words)
    words = re.sub(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b", " ", words)
    words = re.sub(rf"\b(q[1-4]|{_MONTH}|(19|20)\d\d([/-]\d\d)?)\b", " ", words)
    words = re.sub(r"[^a-z0-9#\s-]+", " ", words)
    return re.sub(r"\s+", " ", words).strip()
