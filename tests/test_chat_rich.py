"""Rich messages: what is built is what Telegram documents, within its limits, and says what the plain form says."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from chat_samples import BASE, TODAY, base, day, edition, fact
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.briefing import Subject, Window, briefing
from bot.chat.briefing_messages import Form, briefing_message
from bot.chat.briefing_parts import Wanted
from bot.chat.html import Html, bold, escape, link, moment, plain, without_moments
from bot.chat.rich import (
    Details,
    Footer,
    Footnotes,
    Heading,
    Items,
    Paragraph,
    RichDocument,
    Table,
    fits,
    rich_html,
    rich_message,
)
from bot.chat.rich_briefing import rich_briefing, with_rich
from bot.knowledge.entries import Entry
from bot.sandbox.rich_plain import rich_plain
from bot.sandbox.rich_text import parse_rich

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
TALKS = Entry(
    "talks-2026",
    "event",
    "Talks & more",
    when=day("2026-11-24"),
    starts_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    status="confirmed",
    where="Northtown",
    facts=(fact("1", "The talks are to begin on 24 November 2026.", "wire"),),
)
NEWS = Entry(
    "news",
    "event",
    "A <new> bridge",
    when=day("2026-11-18"),
    status="held",
    facts=(fact("1", "A bridge was opened on 18 November 2026.", "gazette", "wire"),),
)
texts = st.text(max_size=30).map(escape)
words = st.one_of(texts, texts.map(bold), texts.map(lambda text: link(text, "https://one.example/?a=1&b=2")))
blocks = st.recursive(
    st.one_of(
        st.builds(Heading, words, st.integers(1, 6)),
        st.builds(Paragraph, words),
        st.builds(Items, st.lists(words, min_size=1, max_size=3).map(tuple)),
        st.builds(Table, st.tuples(words, words), st.lists(st.tuples(words, words), max_size=3).map(tuple)),
        st.builds(Footer, words),
    ),
    lambda inner: st.builds(Details, words, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=6,
)


def given_form(kind: str = "month", day_of: date = TODAY) -> Form:
    return Form(Wanted(kind, day_of), NOW)  # type: ignore[arg-type]


def found(*entries: Entry):
    window = Window(TODAY - timedelta(days=31), TODAY, TODAY + timedelta(days=60))
    return briefing(base(*entries), Subject(), window)


@given(st.lists(blocks, min_size=1, max_size=5).map(tuple))
def test_every_document_is_read_as_it_was_meant(made: tuple[Paragraph, ...]) -> None:
    html = rich_html(made)
    read = rich_plain(parse_rich(html, ""))
    assert re.sub(r"[\s|•]+", "", read) == re.sub(r"[\s|•]+", "", plain(html))


def test_a_document_is_what_the_parameter_takes() -> None:
    document = RichDocument((Heading(Html("A &amp; B"), 2), Paragraph(Html("one\ntwo"))), is_rtl=True)
    assert rich_message(document) == {"html": "<h2>A &amp; B</h2><p>one<br>two</p>", "is_rtl": True}
    assert rich_message(replace(document, is_rtl=False)) == {"html": "<h2>A &amp; B</h2><p>one<br>two</p>"}


def test_a_footnote_is_numbered_once_and_leads_to_its_note() -> None:
    notes = Footnotes()
    marks = [notes.mark(Html(text)) for text in ("first", "second", "first")]
    assert marks == ['<a href="#note-1">[1]</a>', '<a href="#note-2">[2]</a>', '<a href="#note-1">[1]</a>']
    (read,) = parse_rich(rich_html(notes.notes[:1]), "")
    assert read["text"] == {"type": "reference", "text": "1. first", "name": "note-1"}


@pytest.mark.parametrize(
    "made",
    [
        (),
        (Paragraph(Html("x" * 32_769)),),
        tuple(Paragraph(Html("x")) for _ in range(501)),
        (Items(tuple(Html("x") for _ in range(250))),),
        (Table((Html("x"),), tuple((Html("x"),) for _ in range(499))),),
        (Table(tuple(Html("x") for _ in range(21)), ()),),
    ],
)
def test_what_is_too_large_for_telegram_does_not_fit(made: tuple[Paragraph, ...]) -> None:
    assert not fits(RichDocument(made))


def test_details_in_details_fit_only_so_deep() -> None:
    block: Paragraph | Details = Paragraph(Html("x"))
    for depth in range(1, 20):
        block = Details(Html("more"), (block,))
        assert fits(RichDocument((block,))) == (depth <= 10)


def test_a_briefing_has_its_headings_its_table_its_details_and_its_sources() -> None:
    here = edition(base(TALKS, NEWS))
    document = rich_briefing(here, found(TALKS, NEWS), given_form())
    assert fits(document)
    read = parse_rich(rich_html(document.blocks), "")
    kinds = [block["type"] for block in read]
    expected = ["heading", "heading", "paragraph", "heading", "table", "details", "heading", "paragraph", "paragraph"]
    assert kinds == [*expected, "footer"]
    table = read[4]
    assert [cell["text"] for cell in table["cells"][0]] == ["When", "What"]
    assert rich_plain([table]).startswith("When | What\n24 November 2026, 15:00 Northtown (UTC+5)\nin 3 days | 2.")
    assert rich_plain(read).endswith("That is all.")


def test_the_rich_form_says_what_the_plain_form_says() -> None:
    here, items = edition(base(TALKS, NEWS)), found(TALKS, NEWS)
    message = with_rich(briefing_message(here, items, given_form()), here, items, given_form())
    assert message.rich is not None
    rich = rich_plain(parse_rich(rich_html(message.rich.blocks), ""))
    said = ("A <new> bridge", "Talks & more", "18 November 2026", "24 November 2026", "A bridge was opened", "The Wire")
    for text in (*said, "State Gazette, 4 February 2026", "That is all."):
        assert text in plain(message.html), text
        assert text in rich, text


def test_where_there_is_nothing_to_tell_there_is_no_rich_form() -> None:
    here, items = edition(base(BASE.entries["quarrel"])), found(BASE.entries["quarrel"])
    assert with_rich(briefing_message(here, items, given_form()), here, items, given_form()).rich is None


def test_a_moment_is_marked_and_unmarked() -> None:
    marked = moment("15:00 <here>", NOW)
    assert marked == f'<tg-time unix="{int(NOW.timestamp())}">15:00 &lt;here&gt;</tg-time>'
    assert moment("in 3 hours", NOW, "r") == f'<tg-time unix="{int(NOW.timestamp())}" format="r">in 3 hours</tg-time>'
    assert without_moments(f"<b>at {marked}</b>") == "<b>at 15:00 &lt;here&gt;</b>"
    assert moment("long ago", datetime(1969, 1, 1, tzinfo=UTC)) == "long ago"
