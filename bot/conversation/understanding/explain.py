"""Why a message was read as it was: which words gave which reading."""

from bot.conversation.understanding.clean import clean
from bot.conversation.understanding.elements import as_element
from bot.conversation.understanding.intents import Context, Unclear, Update
from bot.conversation.understanding.people import own_words
from bot.conversation.understanding.plan_index import index_plan
from bot.conversation.understanding.progress import read_progress
from bot.conversation.understanding.reader import Scene, find_places, read_message
from bot.conversation.understanding.said import Said, lower_same_length
from bot.conversation.understanding.status import read_status
from plans.when import When

Explained = tuple[str, str]
"""(words of the message, how they were read)"""


def explain(text: str, context: Context) -> list[Explained]:
    """The places found in the message, then each intent with the words it came from, in the order said."""
    own = clean(text, own_words(context)).text
    scene = Scene(context, index_plan(context.milestones), context.now.date())
    said = find_places(own, lower_same_length(own), scene)
    rows = [("(left out)", "quotes, signature or markup")] if len(own) < 0.8 * len(text.strip()) else []
    return rows + _places(said) + _statuses(said, scene, context) + _intents(text, context)


def _places(said: Said) -> list[Explained]:
    found = [
        (
            mention.start,
            said.text[mention.start : mention.end],
            _named(mention.naming.value, mention.refs, mention.unknown),
        )
        for mention in said.mentions
    ]
    found += [(date.start, said.text[date.start : date.end], _dated(date.when)) for date in said.dates]
    return [(words.strip(), reading) for _, words, reading in sorted(found)]


def _named(how: str, refs: tuple[str, ...], unknown: str | None) -> str:
    if unknown:
        return f"no such milestone in the plan: {unknown}"
    return f"milestone by {how}: {', '.join(refs) or 'none open'}"


def _dated(when: When) -> str:
    if when.ambiguous:
        return f"date, ambiguous: {when.ambiguous}"
    if when.first == when.last:
        return f"date: {when.first}"
    return f"date: {when.first} to {when.last}, due {when.due}"


def _statuses(said: Said, scene: Scene, context: Context) -> list[Explained]:
    about = scene.index.milestone(context.about) if context.about else None
    title = scene.index.titles[about.ref] if about else None
    rows: list[Explained] = []
    for sentence in said.sentences():
        status, progress = read_status(sentence.low, title), read_progress(sentence.low)
        if status.status:
            how = "" if status.is_plain else ", weakly"
            rows.append((status.words, f"status{how}: {status.status.value}"))
        if progress is not None:
            rows.append((sentence.words, f"progress: {progress}%"))
    return rows


def _intents(text: str, context: Context) -> list[Explained]:
    rows = []
    for intent in read_message(text, context):
        said = {key: value for key, value in as_element(intent).items() if value is not None}
        reading = ", ".join(f"{key} {value}" if key != "kind" else str(value) for key, value in said.items())
        if isinstance(intent, Unclear):
            reading = f"unclear: {intent.why}" + (f" ({', '.join(intent.choices)})" if intent.choices else "")
        if isinstance(intent, Update) and len(said) == 2:
            reading += ", a note only"
        rows.append((intent.words, f"{reading} [{intent.confidence:.2f}]"))
    return rows
