"""`milepost understand` shows a message that would be held as held, with the reason and without its words."""

import json

from command_line import EXAMPLE


def understood(milepost, text):
    line = json.dumps({"id": "m1", "now": "2026-06-01T09:30", "speaker": "Ifan Rees", "text": text})
    return json.loads(milepost("understand", EXAMPLE, stdin=line + "\n").out)


def test_a_message_that_identifies_a_child_is_held(milepost):
    shown = understood(milepost, "3.1 on track, Callum Dacre, aged 9, moved")
    assert shown == {"id": "m1", "understood": [{"kind": "held", "why": "a name beside an age"}]}


def test_an_ordinary_message_is_understood_as_ever(milepost):
    assert understood(milepost, "3.1 on track")["understood"][0]["status"] == "on_track"
