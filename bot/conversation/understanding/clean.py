"""What the speaker typed, without other people's words, signatures and a platform's markup."""

import html
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from bot.conversation.understanding.spelling import mend

LONGEST = 4_000
"""Characters of a message that are read. Nobody reports on a milestone in more; a pasted document is not a report."""

_QUOTED_LINE = re.compile(r"^\s*(?:>|\|\s)")
_REPLY_STARTS = re.compile(
    r"^\s*(?:On\b.{4,120}\bwrote:\s*$|-{2,}\s*(?:Original|Forwarded)\b.{0,40}$|_{8,}\s*$"
    r"|(?:From|Von|De):\s.{1,120}$)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(r"^\s*(?:From|To|Cc|Subject|Sent|Date):\s.{0,120}$", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^\s*(?:--|—|(?:(?:kind|kindest|best|warm|warmest|many|with)\s+)?(?:regards|rgds|wishes|best wishes)"
    r"|(?:many\s+)?thanks(?:\s+(?:again|all|both))?|thank you|cheers|ta|best|kr|br"
    r"|yours(?:\s+\w+)?)[\s,.!–-]*$",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"^\s*(?:sent (?:from|via)\b|get outlook for\b|this e-?mail\b|disclaimer\b).*$", re.IGNORECASE)
_GREETING_LINE = re.compile(r"^\s*(?:hi|hello|dear|hey)\b[^\n.,!?]{0,30}[,!]?\s*$", re.IGNORECASE)
_AT_MARKUP = re.compile(r"<at\b[^>]{0,80}>[^<]{0,80}</at>", re.IGNORECASE)
_SLACK_LINK = re.compile(r"<((?:https?|mailto):[^|>\s]{1,500})(?:\|([^>]{0,200}))?>")
_SLACK_NAME = re.compile(r"<[@#!][^>]{1,80}>")
_LINK = re.compile(r"\b(?:https?://|www\.)\S{1,500}|\\\\[\w.$-]+\\\S{1,300}")
_FILE = re.compile(r"\b[\w()-]{1,60}\.(?:docx?|xlsx?|pptx?|pdf|msg|csv)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b[^>]{0,200}>.{0,500}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"(?<![\w*_~`])([*_~`]{1,3})(?=\S)([^*_~`\n]{1,300}?)(?<=\S)\1(?![\w*_~`])")
_MENTION = re.compile(r"^\s*@(?:plan\s*bot|milepost|bot)\b[:,]?", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣●○*+]|[-–—](?=\s))[ \t]*", re.MULTILINE)
_REPEATED_MARK = re.compile(r"([!?.,…*=~_#-])\1{2,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufe0f\u00ad]")

_EMOJI_NAMES = {
    "white_check_mark": "✅", "heavy_check_mark": "✅", "ballot_box_with_check": "✅", "check": "✅",
    "large_green_circle": "🟢", "green_circle": "🟢", "green_heart": "🟢", "large_green_square": "🟢",
    "large_yellow_circle": "🟠", "large_orange_circle": "🟠", "orange_circle": "🟠", "warning": "⚠",
    "red_circle": "🔴", "large_red_circle": "🔴", "octagonal_sign": "🔴", "no_entry": "🔴",
    "+1": "👍", "thumbsup": "👍", "ok_hand": "👌", "pray": "🙏", "tada": "🎉", "x": "❌",
    "eyes": "👀", "roll_eyes": "🙄", "face_with_rolling_eyes": "🙄", "wave": "👋",
}  # fmt: skip
_EMOJI_NAME = re.compile(r":([a-z0-9_+-]{1,40}):")

_OPENED = re.compile(r"(?<!\w)(i\.?e|e\.?g)\.(?=[\s,:])", re.IGNORECASE)
_OPENED_AS = {"i.e": "that is", "ie": "that is", "e.g": "for example", "eg": "for example"}

_SAME_SIGN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ",
        "\t": " ", "‐": "-", "‑": "-", "⁃": "-", "☑": "✅", "✔": "✅", "✓": "✅", "🟡": "🟠", "🟧": "🟠",
        "🟨": "🟠", "🟩": "🟢", "💚": "🟢", "🟥": "🔴", "🛑": "🔴", "⛔": "🔴", "½": " 50%", "¾": " 75%", "¼": " 25%",
        "％": "%",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Cleaned:
    """The speaker's own words, mended. `links` are addresses and files named as evidence."""

    text: str
    links: tuple[str, ...] = ()
    was_cut: bool = False


def clean(raw: str, keep: Collection[str] = frozenset()) -> Cleaned:
    """`keep` are words, in lower case, that are no slips however they look: the plan's own, and people's names."""
    was_cut = len(raw) > LONGEST
    text = unicodedata.normalize("NFC", raw[:LONGEST]).translate(_SAME_SIGN)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _own_lines(text)
    links: list[str] = []
    text = _without_markup(text, links)
    text = _BULLET.sub("\n", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    return Cleaned(
        mend(_OPENED.sub(lambda short: _OPENED_AS[short.group(1).lower()], text), keep).strip(), tuple(links), was_cut
    )


def _own_lines(text: str) -> str:
    """The text without lines quoted from others, and without what follows a signature or an earlier mail."""
    kept: list[str] = []
    for line in text.split("\n"):
        if _MAIL_HEADER.match(line) and not any(above.strip() for above in kept):
            continue
        if _REPLY_STARTS.match(line):
            break
        if _QUOTED_LINE.match(line) or _DEVICE.match(line):
            continue
        if _SIGN_OFF.match(line) and any(above.strip() for above in kept):
            break
        kept.append(line)
    return "\n".join(_without_greeting(kept))


def _without_greeting(lines: list[str]) -> list[str]:
    """A greeting on a line of its own is left out, unless it is all that was said."""
    rest = [line for line in lines if not _GREETING_LINE.match(line)]
    return rest if any(line.strip() for line in rest) else lines


def _without_markup(text: str, links: list[str]) -> str:
    def keep_label(match: re.Match[str]) -> str:
        links.append(match.group(1))
        return f" {match.group(2) or ''} "

    def drop(match: re.Match[str]) -> str:
        links.append(match.group())
        return " "

    text = _SLACK_LINK.sub(keep_label, text)
    text = html.unescape(text) if "&" in text else text
    text = _SCRIPT.sub(" ", _AT_MARKUP.sub(" ", text))
    text = _TAG.sub(" ", _SLACK_NAME.sub(" ", text))
    text = _FILE.sub(drop, _LINK.sub(drop, text))
    text = _EMOJI_NAME.sub(lambda name: _EMOJI_NAMES.get(name.group(1), " "), text)
    return _MENTION.sub("", _EMPHASIS.sub(r"\2", text))
