"""How much of a milestone's work is done, in percent. Performance figures are not progress."""

import re

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
COUNT = r"(\d{1,4}|" + "|".join(_NUMBER_WORDS) + r")"

_PERCENT = re.compile(r"(?<![\d.,/£])(\d{1,3})\s?(?:%|per\s?cent)(?!\w)")
_AFTER_PERCENT = re.compile(
    r"\s*(?:$|[,.;:!)\n§¤-]|(?:or so|ish)\b|(?:of the way|done|complete|completed|there|through"
    r"|of (?:this|it|that|them)|of (?:the |our )(?:[a-z]+ ){1,3}(?:is|are|has been|have been) (?:now )?(?:done"
    r"|completed?|finished|behind us|ready)|finished|progress|now|so far|achieved|and|but|to go|ready|along|implemented"
    r"|built|of the work"
    r"|drafted|written|on this|at the moment|as of|this|roughly|probably|maybe|i'd say|i would say"
    r"|in the bag|overall|already|today|delivered|rolled out|in\b(?!\s+(?:care|time|placement"
    r"|education)))\b)"
)
_OF_WORK = re.compile(
    r"\s*(?:done|complete|completed|finished|through|there|of the (?:way|work)|drafted|written|built)\b"
)
_COMPARED = re.compile(
    r"\s*(?:now\s+)?,?\s*(?:up|down|compared|risen|rising|fallen|v|vs|from)\b(?!\s+(?:and running|to date))"
)
_BEFORE_PERCENT = re.compile(
    r"(?:^|[\n,;:(.!?§-]|\b(?:about|around|roughly|approximately|at|now|say|it'?s|we'?re|i'?m|are|is"
    r"|some|maybe|probably|nearly|almost|over|just|progress|done|complete|reached|up to|got to|to|be"
    r"|only|still|and|currently|circa|c|call it|to about|so|ok|but|of)\b)\s*[~(]?\s*$"
)
_METRIC = re.compile(
    r"\b(?:target|figure|figures|q[1-4]|rate|attendance|compliance|compliant|performance|within"
    r"|against|children|cases|visits|carers|respon\w+|turnover|vacanc\w+|staff|caseloads?|reduction"
    r"|increase|average|national|placed|seen|of (?:cic|lac|children|families|cases|visits|carers"
    r"|young|staff|reviews|referrals|plans|assessments)|sept figs|figs|uptake|agency|score\w*|rated"
    r"|judged|graded|dropped|rose|rise|risen|fell|fallen|england|timescales?)\b"
)
_OUT_OF = re.compile(
    rf"\b{COUNT}\s+(?:(?!of\b|out\b)[a-z]+\s+){{0,2}}?(?:out\s+of|of|/)\s+(?:the\s+|our\s+|all\s+)?(?:planned\s+|total\s+|original\s+)?{COUNT}\b|(?<![\d/.])(\d{{1,3}})/(\d{{1,3}})(?![\d/])",
)
_FINISHED_WORD = re.compile(
    r"\b(?:done|complete|completed|finished|agreed|delivered|signed|drafted|written|held|trained"
    r"|reviewed|audited|submitted|recruited|appointed|published|lodged|sent|closed|issued|updated"
    r"|ready|in place|through|returned|interviewed|visited|sorted|approved|met|launched|filled|run"
    r"|built|analysed|assessed|checked|looked at|rolled out|in\b|back|started using|moved|migrated"
    r"|heard|consulted|commissioned|briefed|contacted|covered|engaged|off|happened|taken\s+place|carried\s+out|pulled|gone|read|cleared"
    r"|inspected|received|processed|uploaded|migrated|scanned|tested|installed|inducted|redone|rewritten|converted)\b"
)
_FRACTIONS = (
    (re.compile(
        r"\b(?:half\s?-?way|done\s+(?:about\s+)?half|half\s(?:done|complete|finished|there|of (?:it"
        r"|the work|this)|through)|about half|roughly half|half (?:is|are|now)|half$|mid\s?way"
        r"|half of (?:the |our |them |those )?(?:\d+ )?(?:are |is |have |has )?(?:now |been )*(?:in|done"
        r"|complete|completed|finished|back"
        r"|signed|agreed|trained|reviewed|through|sorted|ready)"
        r"|half of (?:the |our )?\d+ [a-z]+ (?:are |have |has |were )?(?:now |been |already )*(?:[a-z]+ed|read"
        r"|done|in|back|sent|held|run)"
        r")\b"
    ), 50),
    (re.compile(r"\btwo[\s-]thirds?\b"), 67),
    (re.compile(r"\b(?:a|one)[\s-]third (?:done|complete|of the (?:way|work)|through|there|in)\b"), 33),
    (re.compile(r"\b(?:three[\s-]quarters?|3/4)\b"), 75),
    (re.compile(r"\b(?:a|one)[\s-]fifth (?:done|complete|of the (?:way|work)|through|there|in)\b"), 20),
    (re.compile(r"\btwo[\s-]fifths?\b"), 40),
    (re.compile(r"\bthree[\s-]fifths?\b"), 60),
    (re.compile(r"\bfour[\s-]fifths?\b"), 80),
    (re.compile(
        r"(?:\b(?:a|one)?[\s-]?quarter|(?<![\d/.])1/4) (?:done|complete|of the (?:way|work)|through|there)\b"
    ), 25),
)  # fmt: skip


def read_progress(low: str) -> int | None:
    """The percentage of the work that `low` states, or None."""
    for match in _PERCENT.finditer(low):
        value = int(match.group(1))
        if value <= 100 and _is_progress(low, match):
            return value
    return out_of(low) or _fraction(low)


def percentages(low: str) -> list[int]:
    """Every percentage of work in `low`, in the order said."""
    return [int(match.group(1)) for match in _PERCENT.finditer(low) if _is_progress(low, match)]


def _is_progress(low: str, match: re.Match[str]) -> bool:
    if not _AFTER_PERCENT.match(low, match.end()) or _COMPARED.match(low, match.end()):
        return False
    if not _BEFORE_PERCENT.search(low[: match.start()]) and not _OF_WORK.match(low, match.end()):
        return False
    return not _METRIC.search(_clause(low, match.start(), match.end()))


def _clause(low: str, start: int, end: int) -> str:
    begin = max(low.rfind(mark, 0, start) for mark in ".;\n,!?") + 1
    ends = [at for at in (low.find(mark, end) for mark in ".;\n,!?") if at >= 0]
    return low[begin : min(ends, default=len(low))]


def out_of(low: str) -> int | None:
    for match in _OUT_OF.finditer(low):
        part, whole = (number(group) for group in (match.group(1) or match.group(3), match.group(2) or match.group(4)))
        around = _clause(low, match.start(), match.end())
        if not 0 < part <= whole or whole < 2 or not _FINISHED_WORD.search(around):
            continue
        if _PERCENT.search(around) or re.search(
            r"\b(?:within|had no|have no|without|failed|missing|absent|inadequate|no rationale|unallocated"
            r"|under\s?way|started|begun)\b",
            around,
        ):
            continue
        return int(100 * part / whole + 0.5)
    return None


def number(words: str) -> int:
    return _NUMBER_WORDS.get(words) or int(words)


def _fraction(low: str) -> int | None:
    for pattern, value in _FRACTIONS:
        match = pattern.search(low)
        if match and not _METRIC.search(_clause(low, match.start(), match.end())):
            return value
    return None
