"""The text of one message, with what stands after, before and around whoever is named in it."""

import re
from bisect import bisect_left

from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.people import Mention

# How far from a name what is told about it may stand, and how much of the message shows what it speaks about.
BEFORE, AROUND = 80, 160

_STOP = re.compile(r"[!?;\n\t]|\.(?=\s[A-Z0-9]|\s*$)")


class Page:
    """One message. Each pattern that is asked for around names is looked for once in the whole text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[re.Pattern[str], list[tuple[int, int]]] = {}

    def after(self, why: Why, pattern: re.Pattern[str], mention: Mention) -> Found | None:
        match = pattern.match(self.text, mention.end)
        return Found(why, mention.start, match.end()) if match else None

    def before(self, why: Why, pattern: re.Pattern[str], mention: Mention) -> Found | None:
        """For patterns that end in `$`: what leads up to the mention."""
        start = max(0, mention.start - BEFORE)
        match = pattern.search(self.text[start : mention.start])
        return Found(why, start + match.start(), mention.end) if match else None

    def has_near(self, pattern: re.Pattern[str], start: int, end: int, besides: int = 0) -> bool:
        """Whether the pattern is met near `start` to `end`, not counting the `besides` characters from `start` on."""
        places = self._places_of(pattern)
        first = bisect_left(places, (max(0, start - AROUND), 0))
        for here, there in places[first:]:
            if there > end + AROUND:
                return False
            if not start <= here < start + besides:
                return True
        return False

    def has_between(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        places = self._places_of(pattern)
        first = bisect_left(places, (start, 0))
        return first < len(places) and places[first][1] <= end

    def sentence_of(self, mention: Mention) -> tuple[int, int]:
        """From where to where the sentence of a mention goes, at most so far as anything is looked for around it."""
        start, end = max(0, mention.start - AROUND), mention.end + AROUND
        stops = [one.end() for one in _STOP.finditer(self.text, start, mention.start)]
        stop = _STOP.search(self.text, mention.end, end)
        return (stops[-1] if stops else start), (stop.start() if stop else end)

    def _places_of(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        if pattern not in self._places:
            self._places[pattern] = [one.span() for one in pattern.finditer(self.text)]
        return self._places[pattern]
