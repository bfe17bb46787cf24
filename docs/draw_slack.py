"""Draws pictures of Milepost's own messages for docs/slack.md: `python docs/draw_slack.py`.

The messages are those of the example plan, drawn as Block Kit by Milepost itself; the page shows the blocks about as
Slack does, in light and in dark. It needs Chromium, which the tests use too.
"""

import tempfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from bot.app import House, build_house, open_store
from bot.clock import TurnableClock
from bot.conversation.heard import Heard, Speaker
from bot.conversation.message import Message, from_json
from bot.demo import COMES_IN_AT, LEADERSHIP, set_the_scene
from bot.slack.draw import draw
from bot.web.rooms import conversation_of
from bot.web.send import PLATFORM, TENANT
from jobs.turning import turn
from storage.questions.people import people_of
from storage.web_chat import conversation_after

DOCS = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
LEAD, MANAGER = "Tomasz Zielinski", "Amara Okafor"

Block = dict[str, Any]


def messages() -> Iterator[tuple[str, Message]]:
    """A name for each picture, and the message that it shows."""
    with tempfile.TemporaryDirectory() as scratch:
        clock = TurnableClock(COMES_IN_AT)
        house = build_house(open_store(f"sqlite:///{scratch}/demo.db"), clock, with_web=True)
        set_the_scene(house, clock)
        lead, manager = _room(house, LEAD), _room(house, MANAGER)
        turn(house.post, clock.now(), clock.now().replace(day=9), clock.set)
        yield "reminder", _last(house, lead)
        _say(house, lead, "1 is done, minutes of 4 June; 2 slipping to 15 July because the sample is late")
        yield "readback", _last(house, lead)
        _say(house, manager, "what's overdue")
        yield "overdue", _last(house, manager)
        turn(house.post, clock.now(), clock.now().replace(day=15, hour=12), clock.set)
        yield "digest", _last(house, LEADERSHIP)
        house.store.close()


def _room(house: House, name: str) -> str:
    with house.store.read() as session:
        return next(conversation_of(p.id) for p in people_of(session, house.organisation_id) if p.name == name)


def _say(house: House, room: str, text: str) -> None:
    speaker, now = Speaker(PLATFORM, TENANT, room), house.clock.now()
    house.conversation.hear(Heard(speaker, room, f"{room}-{text}", text, now))


def _last(house: House, room: str) -> Message:
    with house.store.read() as session:
        return from_json(conversation_after(session, room)[-1].body)


# Blocks as HTML


def drawn(block: Block) -> str:
    """One block as Slack shows it."""
    return f'<div class="{block["type"]}">{_DRAW[block["type"]](block)}</div>'


def _elements(block: Block) -> str:
    return "".join(_DRAW[element["type"]](element) for element in block["elements"])


def _run(element: Block) -> str:
    text = escape(element["text"]).replace("\n", "<br>")
    return f"<b>{text}</b>" if (element.get("style") or {}).get("bold") else text


def _list(block: Block) -> str:
    kind, first = ("ol", block.get("offset", 0) + 1) if block["style"] == "ordered" else ("ul", 1)
    return (
        f'<{kind} start="{first}">'
        + "".join(f"<li>{_elements(item)}</li>" for item in block["elements"])
        + f"</{kind}>"
    )


def _text(text: Block) -> str:
    return escape(text["text"]).replace("\n", "<br>")


def _button(element: Block) -> str:
    return f'<span class="button {element.get("style", "")}">{_text(element["text"])}</span>'


def _table(block: Block) -> str:
    head, *rows = [[escape(cell["text"]) for cell in row] for row in block["rows"]]
    shown = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{shown}</table>"


def _chart(block: Block) -> str:
    """Bars for whatever it is, a part for each series: Slack's own charts look as Slack likes."""
    chart = block["chart"]
    labels = chart.get("axis_config", {}).get("categories") or [one["label"] for one in chart["segments"]]
    series = chart.get("series") or [{"name": "", "data": chart["segments"]}]
    most = max(sum(one["data"][number]["value"] for one in series) for number in range(len(labels))) or 1
    rows = "".join(
        f"<tr><td>{escape(label)}</td><td class=bars>"
        + "".join(_bar(number, 95 * one["data"][n]["value"] / most) for number, one in enumerate(series))
        + "</td></tr>"
        for n, label in enumerate(labels)
    )
    named = " ".join(
        f'<span class=key><i class="s{n}"></i>{escape(one["name"])}</span>' for n, one in enumerate(series)
    )
    return f"<b>{escape(block['title'])}</b><table class=chart>{rows}</table>{named}"


def _bar(number: int, width: float) -> str:
    return f'<i class="s{number}" style="width:{width:.1f}%"></i>'


_DRAW: dict[str, Any] = {
    "rich_text": _elements,
    "rich_text_section": _elements,
    "rich_text_list": _list,
    "rich_text_preformatted": lambda block: f"<pre>{_elements(block)}</pre>",
    "text": _run,
    "section": lambda block: _text(block["text"]),
    "header": lambda block: _text(block["text"]),
    "context": _elements,
    "plain_text": _text,
    "mrkdwn": _text,
    "actions": _elements,
    "button": _button,
    "divider": lambda _: "<hr>",
    "data_table": _table,
    "data_visualization": _chart,
}

STYLE = """
body { margin: 0; font: 15px/1.47 Lato, "Helvetica Neue", "DejaVu Sans", sans-serif; }
main { display: flex; gap: 10px; padding: 14px 18px; width: 620px; background: var(--back); color: var(--text); }
main > i { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #1d4f5c; color: #fff;
  font: bold 20px/36px sans-serif; text-align: center; }
.who b { font-weight: 900; } .who span { color: var(--quiet); font-size: 12px; margin-left: 6px; }
.app { border-radius: 3px; padding: 0 4px; background: var(--line); font-size: 10px !important; font-weight: bold; }
.context { color: var(--quiet); font-size: 13px; } .header { font-weight: 900; font-size: 18px; }
ol, ul { margin: 2px 0; padding-left: 26px; } .actions { margin: 6px 0; display: flex; flex-wrap: wrap; gap: 6px 8px; }
.button { border: 1px solid var(--edge); border-radius: 8px; padding: 3px 11px; font-weight: bold; font-size: 13px; }
.button.primary { background: #007a5a; border-color: #007a5a; color: #fff; } .button.danger { color: #e01e5a; }
table { border-collapse: collapse; margin: 4px 0; font-size: 13px; } td, th { border: 1px solid var(--line);
  padding: 2px 8px; text-align: left; } .chart { width: 100%; } .chart td { border: 0; padding: 1px 8px 1px 0; }
.bars { width: 75%; } .bars i { display: inline-block; height: 15px; } pre { font-size: 12px; margin: 4px 0; }
.key { color: var(--quiet); font-size: 12px; margin-right: 10px; } .key i { display: inline-block; width: 10px;
  height: 10px; border-radius: 5px; margin-right: 4px; }
.s0 { background: #36786d; } .s1 { background: #5b8dc9; } .s2 { background: #d9a13b; } .s3 { background: #a8434a; }
.s4 { background: #8a8d91; }
.light { --back: #fff; --text: #1d1c1d; --quiet: #616061; --line: #e3e3e3; --edge: #bcbcbc; }
.dark { --back: #1a1d21; --text: #d1d2d3; --quiet: #9a9b9d; --line: #35383c; --edge: #6a6c70; }
"""


def page(message: Message, theme: str) -> str:
    blocks = "".join(drawn(block) for block in draw(message).first.blocks)
    who = '<div class="who"><b>Milepost</b><span class="app">APP</span><span>09:00</span></div>'
    return f'<!doctype html><style>{STYLE}</style><main class="{theme}"><i>M</i><div>{who}{blocks}</div></main>'


def write() -> None:
    """Writes docs/slack-NAME-THEME.png of each message."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, message in messages():
            for theme in ("light", "dark"):
                shown = browser.new_page(viewport={"width": 660, "height": 400})
                shown.set_content(page(message, theme))
                picture = shown.locator("main").screenshot()
                Image.open(BytesIO(picture)).quantize(48).save(DOCS / f"slack-{name}-{theme}.png", optimize=True)
                shown.close()
        browser.close()


if __name__ == "__main__":
    write()
