"""Which milestones a text names, whatever it says of them."""

from bot.conversation.understanding.clean import clean
from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.naming import name_by_words
from bot.conversation.understanding.plan_index import index_plan
from bot.conversation.understanding.reader import Scene, find_places
from bot.conversation.understanding.said import Naming, lower_same_length

_POINTED = frozenset({Naming.REF, Naming.ITEM, Naming.WORDS})


def named_in(text: str, context: Context) -> tuple[str, ...]:
    """The references that are named one by one, in the order said; else the one that the words fit, if any."""
    own = clean(text).text
    scene = Scene(context, index_plan(context.milestones), context.now.date())
    said = find_places(own, lower_same_length(own), scene)
    refs = [ref for mention in said.mentions if mention.naming in _POINTED for ref in mention.refs]
    if refs:
        return tuple(dict.fromkeys(refs))
    only = name_by_words(said.low, scene.index).only
    return (only,) if only is not None else ()
