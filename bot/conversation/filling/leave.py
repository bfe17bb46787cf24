"""The form of leave and cover, one's own or somebody else's."""

from bot.conversation.answers.leave import refused_leave, set_leave
from bot.conversation.filling.asking import Asking, Filled, Maker, NotFilled, NotOpen, Ready
from bot.conversation.forms import Field, FieldError, Form, Option
from bot.conversation.setting import setting_in
from storage.questions.people import PersonFacts, people_of, person_by_id

NAME = "leave"
_UNCOVERED = "Without a cover, reminders go to the manager."
NO_PLAN = "There is no plan here yet, and so nothing that anybody is reminded of."


def open_leave(asking: Asking) -> Form:
    if not asking.plans():
        raise NotOpen(NO_PLAN)
    people = tuple(Option(one.name, str(one.id)) for one in _known(asking))
    return Form(
        title="Leave and cover",
        submit="Set leave",
        fields=(
            Field("who", "Who is away?", "person", "", people, (str(asking.person.id),), is_required=True),
            Field("from", "First day away", "date", initial=(asking.today.isoformat(),), is_required=True),
            Field("until", "Last day away", "date", is_required=True),
            *((Field("cover", "Who covers?", "person", _UNCOVERED, people),) if len(people) > 1 else ()),
        ),
    )


def _known(asking: Asking) -> list[PersonFacts]:
    """Everybody; a guest of the workspace knows of nobody but themselves."""
    if asking.person.is_guest:
        return [asking.person]
    return people_of(asking.session, asking.person.organisation_id)


def read_leave(asking: Asking, filled: Filled) -> Ready:
    person = person_by_id(asking.session, filled.number("who") or 0)
    cover_id = filled.number("cover")
    if cover_id == person.id:
        raise NotFilled(FieldError("cover", "Nobody covers for themselves. Choose somebody else, or nobody."))
    starts, until = filled.day("from", asking.today), filled.day("until", asking.today)
    assert starts is not None and until is not None, "both are required"
    refused = refused_leave(starts, until, asking.today)
    if refused:
        raise NotFilled(FieldError("until", refused))
    cover = person_by_id(asking.session, cover_id) if cover_id is not None else None
    covering = f", {cover.name} covers" if cover else ""
    return Ready(
        setting_in(asking.session, asking.person, asking.plans()[0], asking.now, asking.person.id),
        f"[leave of {person.name} from {starts:%-d %B %Y} until {until:%-d %B %Y}{covering}]",
        lambda occasion: set_leave(occasion, person, starts, until, cover),
    )


LEAVE = Maker(open_leave, read_leave)
