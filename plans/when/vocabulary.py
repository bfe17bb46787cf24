"""The words that dates are made of, with the short forms and the slips that people type."""

import re

_MONTH_SPELLINGS = (
    "jan january janurary janaury januray",
    "feb february febuary feburary febraury feby",
    "mar march",
    "apr april apirl aprl",
    "may",
    "jun june",
    "jul july",
    "aug august augst agust",
    "sep sept september septmber setpember septemeber sepetember",
    "oct october octber ocotber",
    "nov november novemeber novmber",
    "dec december decemeber decmber",
)
_WEEKDAY_SPELLINGS = (
    "mon monday munday mondya",
    "tue tues tuesday tuesdy teusday tusday tueday",
    "wed weds wednesday wednsday wensday wedensday wednesay",
    "thu thur thurs thursday thrusday thursdy thurday",
    "fri friday firday fridy",
    "sat saturday saterday satuday",
    "sun sunday",
)
_TOMORROW = "tomorrow tomorow tommorow tommorrow tomorrw tmrw tmrrw tmw tomoz 2moro 2morrow 2mrw"
_UNIT_SPELLINGS = {
    "hours": "hour hours hr hrs",
    "days": "day days",
    "weeks": "week weeks wk wks",
    "fortnights": "fortnight fortnights",
    "months": "month months mth mths",
    "years": "year years yr yrs",
}
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _numbered(spellings: tuple[str, ...], first: int) -> dict[str, int]:
    return {word: number for number, line in enumerate(spellings, first) for word in line.split()}


def one_of(words: object) -> str:
    """A pattern for any of the words, longest first so that "sept" does not stop at "sep"."""
    if not isinstance(words, dict | list | tuple | set | frozenset):
        raise TypeError("one_of wants a collection of words")
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


MONTHS = _numbered(_MONTH_SPELLINGS, 1)
WEEKDAYS = _numbered(_WEEKDAY_SPELLINGS, 0)
UNITS = {word: unit for unit, line in _UNIT_SPELLINGS.items() for word in line.split()}
NUMBERS = {
    **_numbered(tuple(_NUMBER_WORDS.split()), 1),
    "a": 1,
    "an": 1,
    "another": 1,
    "couple": 2,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
    "ninety": 90,
}
ORDINALS = {**_numbered(tuple(_ORDINAL_WORDS.split()), 1), "thirtieth": 30}
TOMORROW_WORDS = frozenset(_TOMORROW.split())

MONTH = one_of(MONTHS)
WEEKDAY = one_of(WEEKDAYS)
UNIT = one_of(UNITS)
TOMORROW = one_of(TOMORROW_WORDS)
COUNT = rf"(?:\d{{1,3}}|{one_of(set(NUMBERS) - {'couple'})}(?:\s+couple(?:\s+of)?)?|couple(?:\s+of)?)"

# Also the names of people: "June will pick it up", "ask April", "Jan has it".
NAMES_TOO = frozenset({"jan", "april", "may", "june", "august", "mar", "jun", "aug", "march", "sep"})


YEAR_TOLD = r"(?:\s(?P<told>this|next|last)\syear\b)"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of dates: case does not matter, and it does not begin inside a word or a number."""
    return re.compile(rf"(?<![\w£#])(?<!\d[.:,])(?:{pattern})", re.IGNORECASE)


def month_number(word: str) -> int:
    return MONTHS[word.lower()]


def weekday_number(word: str) -> int:
    return WEEKDAYS[word.lower()]


def count_of(words: str) -> int:
    """ "6", "six", "a", "a couple of" as a number."""
    last = [word for word in words.lower().split() if word != "of"][-1]
    return int(last) if last.isdecimal() else NUMBERS[last]
