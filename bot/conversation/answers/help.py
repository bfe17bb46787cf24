"""What Milepost can do, in the terms of whoever asks."""

from bot.conversation.answers.asking import colleagues
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import Items, Message, bold, line, runs


def answer_help(occasion: Occasion) -> Reply:
    own = [m.ref for m in occasion.setting.milestones if m.lead_id == occasion.setting.person.id and m.is_open]
    ref = next(iter(own), "1.5")
    other = own[1] if len(own) > 1 else "1.6"
    person = occasion.setting.person
    other_person = next(iter(() if person.is_guest else colleagues(occasion, {person.id})), "Alex Hill")
    head = "Say how your milestones stand in your own words, or ask about the plan."
    examples = (
        runs(bold("An update: "), f'"{ref} done", "{other} slipping, should be end of June", "{ref} 60%"'),
        runs(bold("Several at once: "), '"all mine on track except 2", with the numbers of my last list'),
        runs(bold("A later date: "), f'"move {ref} to 31 July because the sample is late": somebody approves it'),
        runs(bold("Evidence: "), f'"{ref} done, panel minutes of 3 May", a link or a file'),
        runs(bold("Not yours: "), f'"give {ref} to {other_person}": they are asked, and it is yours until they accept'),
        runs(bold("Later: "), f'"remind me about {ref} on Friday"'),
        runs(bold("Away: "), f'"on leave from Monday until Friday, {other_person} covers"'),
        runs(bold("A question: "), f'"what\'s overdue", "what have I got due in June", "how is {ref}", "what changed"'),
        runs(bold("A mistake: "), '"undo", the Undo button, or edit or delete what you wrote'),
    )
    return Reply(Message(head, (line(head), Items(examples, start=None))))
