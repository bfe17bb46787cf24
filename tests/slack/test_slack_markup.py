import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.markup import as_written, brought_back, carried, escaped, escaped_within

NAMES = {"U1": "Ifan Rees"}


def read(text: str, bot_user_id: str | None = "U0BOT") -> str:
    return as_written(text, bot_user_id=bot_user_id, name_of=NAMES.get)


def test_words_that_would_call_everybody_stay_words() -> None:
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("one two three", 5, "one…"),
        ("a&b", 7, "a&amp;b"),
        ("a&b", 6, "a…"),
        ("&&&", 11, "&amp;&amp;…"),
        ("&&&", 10, "&amp;…"),
    ],
)
def test_a_long_text_is_cut_and_never_inside_an_entity(text: str, limit: int, cut: str) -> None:
    assert escaped_within(text, limit) == cut


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_cut_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    cut = escaped_within(text, limit)
    assert len(cut) <= limit
    assert "<" not in cut
    assert ">" not in cut


@given(st.text())
def test_a_buttons_value_comes_back_as_it_went(value: str) -> None:
    assert brought_back(carried(value)) == value
    assert not set(carried(value)) & set("&<>")


@given(st.text())
def test_what_was_escaped_reads_as_it_was_written(text: str) -> None:
    assert read(escaped(text)) == text.replace("\u00a0", " ").strip()


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("1.5 done &amp; dusted, 1.6 &lt; half", "1.5 done & dusted, 1.6 < half"),
        ("<@U0BOT> what's overdue", "what's overdue"),
        ("<@U0BOT>, 1.5 done", "1.5 done"),
        ("<@U0BOT|milepost>: 1.5 done", "1.5 done"),
        ("what's overdue <@U0BOT>", "what's overdue"),
        ("3.2 is with <@U1> now", "3.2 is with @Ifan Rees now"),
        ("3.2 is with <@U2|amara> now", "3.2 is with @amara now"),
        ("3.2 is with <@U3> now", "3.2 is with @U3 now"),
        ("see <#C1|fostering> and <#C2>", "see #fostering and #C2"),
        ("see <https://example.org/a?b=1&amp;c=2|the minutes>", "see the minutes"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("ask <mailto:a@example.org|a@example.org>", "ask a@example.org"),
        ("tell <!here> and <!subteam^S1|@leads>", "tell @here and @leads"),
        ("by <!date^1780000000^{date}|28 May>", "by 28 May"),
        ("1.5\u00a0done", "1.5 done"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_a_message_is_read_as_its_writer_saw_it(sent: str, meant: str) -> None:
    assert read(sent) == meant


def test_a_comma_in_front_is_only_dropped_behind_the_bots_name() -> None:
    assert read(", 1.5 done") == ", 1.5 done"
    assert read("<@U0BOT> done", bot_user_id=None) == "@U0BOT done"
