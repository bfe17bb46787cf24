"""The form of a new milestone, for whoever owns the plan."""

from bot.conversation import phrases
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.filling.asking import Asking, Filled, Maker, NotFilled, NotOpen, Ready
from bot.conversation.forms import Field, FieldError, Form, Option
from bot.conversation.message import bold, line, plain, runs
from bot.conversation.setting import setting_in
from storage.changes.milestones import NewMilestone, add_milestone
from storage.questions.milestones import milestones_by_id
from storage.questions.people import people_of
from storage.questions.plans import actions_by_id, posts_by_id

NAME = "new_milestone"
LONGEST_TITLE = 500
_WHAT = "add a milestone"


def open_new_milestone(asking: Asking) -> Form:
    plan = asking.owned_plan(_WHAT)
    actions = actions_by_id(asking.session, plan.id)
    if not actions:
        raise NotOpen("This plan has no actions yet: import its document first.")
    choices = tuple(Option(f"{ref} {title}", str(action_id)) for action_id, ref, title in actions)
    return Form(
        title="New milestone",
        submit="Add milestone",
        fields=(
            Field("action", "Action", "choice", "It gets the action’s next reference.", choices, is_required=True),
            Field("title", "What is to be done", "text", "One step that can be seen to be done.", is_required=True),
            Field("due", "Due", "date", "Without a date nobody is reminded of it."),
            Field("lead", "Lead", "person", "Without a lead nobody is reminded of it.", _leads(asking)),
        ),
        about=(line(plan.title, quiet=True),),
    )


def _leads(asking: Asking) -> tuple[Option, ...]:
    """The people and posts that the organisation knows."""
    organisation_id = asking.person.organisation_id
    people = [Option(person.name, f"person:{person.id}") for person in people_of(asking.session, organisation_id)]
    posts = [Option(title, f"post:{post_id}") for post_id, title in posts_by_id(asking.session, organisation_id)]
    return (*people, *posts)


def read_new_milestone(asking: Asking, filled: Filled) -> Ready:
    plan = asking.owned_plan(_WHAT)
    title, due = " ".join(filled.text("title").split()), filled.day("due", asking.today)
    if len(title) > LONGEST_TITLE:
        raise NotFilled(FieldError("title", f"That has {len(title)} characters; {LONGEST_TITLE} fit in a title."))
    if due is not None and due < asking.today:
        past = f"{phrases.full_day(due, asking.today)} is past. Choose a day that is still to come."
        raise NotFilled(FieldError("due", past))
    kind, _, number = filled.text("lead").partition(":")
    lead_id = int(number) if number else None
    new = NewMilestone(
        filled.number("action") or 0,
        title,
        due,
        lead_id if kind == "person" else None,
        lead_id if kind == "post" else None,
    )
    setting = setting_in(asking.session, asking.person, plan, asking.now, asking.person.id)
    return Ready(setting, f"[new milestone] {title}", lambda occasion: _add(occasion, new), {"title": title})


def _add(occasion: Occasion, new: NewMilestone) -> Reply:
    """Reads it back, and tells whoever leads it from now on."""
    setting = occasion.setting
    added = add_milestone(occasion.session, setting.plan.id, new, occasion.author)
    milestone = milestones_by_id(occasion.session, [added.id], setting.today)[0]
    due = phrases.due(milestone, setting.today, setting.plan.calendar)
    lead = f"led by {milestone.lead}" if milestone.lead else "without a lead"
    unreminded = f" Nobody is being reminded: {why}." if (why := milestone.unreminded_because) else ""
    if milestone.lead_id not in (None, setting.person.id):
        said = f"{setting.person.name} has added {phrases.name(milestone)}, and you lead it: {due}."
        occasion.tell(milestone.lead_id or 0, plain(said), [milestone.id])
    said_back = runs(bold(phrases.name(milestone)), f" is in the plan, {due}, {lead}.{unreminded}")
    return Reply(listed([said_back], undo_button(occasion)), (milestone.id,))


NEW_MILESTONE = Maker(open_new_milestone, read_new_milestone)
