"""Every message is one that Telegram takes, whatever the base holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from chat_samples import BASE, LONG, TODAY, answered, base, choice, day, listing, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_limits import check

from bot.agenda.upcoming import upcoming
from bot.answers.answer import Answer, Listed, Thread
from bot.chat.about import about_message, privacy_message, rank_page, ranks_message
from bot.chat.browse import SECTIONS, group_page, groups_of, groups_page
from bot.chat.cards import card_page, sources_page
from bot.chat.keyboards import handle
from bot.chat.lists import upcoming_message
from bot.chat.messages import answer_message
from bot.chat.names import Edition
from bot.chat.pages import Message
from bot.chat.refusals import missing_message, none_of_these_message, old_button_message, talk_message
from bot.chat.welcome import (
    help_message,
    id_message,
    not_here_message,
    only_text_message,
    start_message,
    trouble_message,
    unknown_command_message,
)
from bot.knowledge.entries import LANGUAGES, RANKS, Entry, Fact, Knowledge, Office, Participant, Source
from bot.knowledge.load import load_folder
from bot.languages.catalogue import translate

REAL = Path(__file__).parents[1] / "knowledge"


def everything(knowledge: Knowledge, today: date = TODAY) -> Iterator[Message]:
    """Every message the bot can build from a base, questions with a list of their own apart."""
    shown = Edition(knowledge, today, translate("en"))
    for entry in knowledge.entries.values():
        yield from _pages(lambda page, entry=entry: card_page(shown, entry, page))
        yield from _pages(lambda page, entry=entry: sources_page(shown, entry, page))
        refs = [f"{entry.id}#{one.key}" for one in entry.shown_facts]
        refs += [f"{entry.id}#office-{number}" for number in range(1, len(entry.offices) + 1)]
        yield from (answer_message(answered(ref), knowledge, today) for ref in refs)
        yield answer_message(answered(*refs[:3], entry=entry.id), knowledge, today)
        yield answer_message(answered(f"{entry.id}#when"), knowledge, today)
        yield answer_message(listing(*(Listed(entry.id, ref=ref) for ref in refs), Listed(entry.id)), knowledge, today)
        yield answer_message(choice(entry.id), knowledge, today)
        yield answer_message(refused("person", entry.name, entry.id), knowledge, today)
    ids = tuple(knowledge.entries)
    yield from _pages(lambda page: answer_message(listing(*map(Listed, ids)), knowledge, today, page=page))
    yield from _pages(lambda page: upcoming_message(shown, upcoming(knowledge, today), page))
    for section in SECTIONS:
        yield from _pages(lambda page, section=section: groups_page(shown, section, page))
        for group in groups_of(shown, section):
            found = group_page(shown, section, handle(group.id, 40))
            assert found is not None
            yield found
    for rank in RANKS:
        page = rank_page(shown, rank)
        yield from () if page is None else (page,)
    yield answer_message(Answer("?", "answered", "sources", thread=Thread(entries=ids[:5])), knowledge, today)
    yield from _standing(shown)


def _standing(shown: Edition) -> Iterator[Message]:
    """The messages that do not depend on a question."""
    yield from (start_message(shown), help_message(shown), about_message(shown), ranks_message(shown))
    yield from (privacy_message(shown, keeps_misses=keeps) for keeps in (True, False, None))
    yield from (id_message(shown, 7, -100123), unknown_command_message(shown, "follow"), only_text_message(shown))
    yield from (not_here_message(shown), trouble_message(shown.words), missing_message(shown))
    yield from (old_button_message(shown), none_of_these_message(shown), talk_message(shown, None))


def _pages(page_of: object) -> Iterator[Message]:
    before = None
    for number in range(1, 60):
        message = page_of(number)  # type: ignore[operator]
        if message == before:
            return
        before = message
        yield message


def test_every_message_from_the_sample_base_is_one_that_telegram_takes() -> None:
    for message in everything(BASE):
        check(message)


def test_every_message_from_the_real_base_is_one_that_telegram_takes() -> None:
    knowledge = load_folder(REAL).knowledge
    assert knowledge is not None
    count = 0
    for message in everything(knowledge):
        check(message)
        count += 1
    assert count > len(knowledge.entries)


WILD = st.text(
    st.one_of(
        st.sampled_from("<>&\"'{}%|#_*`[]()\\ \n\t؀\u202e\u200d😀🇵🇰ßЖئ"), st.characters(exclude_categories=["Cs"])
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()) and any(c.isalnum() for c in text))
LONG_WILD = st.one_of(WILD, st.builds(lambda text, times: (text + " ") * times, WILD, st.integers(1, 200)))


@st.composite
def bases(draw: st.DrawFn) -> Knowledge:
    """A base whose every text is wild and may be long."""
    source = Source(
        "s",
        draw(LONG_WILD),
        draw(LONG_WILD),
        draw(st.sampled_from(RANKS)),
        day("2026"),
        draw(st.sampled_from(["https://x.example/?a=<&>", "ftp://x", draw(WILD)])),
        affiliation=draw(LONG_WILD),
    )
    facts = tuple(
        Fact(
            str(number),
            draw(LONG_WILD),
            ("s",),
            voice=draw(st.sampled_from([None, "statement", "press"])),
            speaker=draw(WILD),
            caution=draw(LONG_WILD),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    held = Office(draw(LONG_WILD), organisation=draw(LONG_WILD), country=draw(LONG_WILD), sources=("s",))
    entry = Entry(
        "x" * draw(st.integers(1, 64)),
        draw(st.sampled_from(["event", "official", "topic", "corridor"])),
        draw(LONG_WILD),
        summary=draw(LONG_WILD),
        when=day("2027"),
        status=draw(st.sampled_from([None, "scheduled", "planned"])),
        where=draw(LONG_WILD),
        participants=(Participant(draw(LONG_WILD), draw(LONG_WILD)),),
        people=tuple(draw(st.lists(LONG_WILD, max_size=7))),
        offices=(held,) if draw(st.booleans()) else (),
        facts=facts,
        currency=draw(st.sampled_from([None, "borders"])),
        sensitive=draw(st.sampled_from([None, "x"])),
    )
    texts = {
        "title": draw(LONG_WILD),
        "summary": draw(LONG_WILD),
        "maintainer": draw(LONG_WILD),
        "contact": draw(LONG_WILD),
    }
    more = {"deciders": {"borders": draw(LONG_WILD)}, "notes": (draw(LONG_WILD),), "examples": (draw(LONG_WILD),)}
    return replace(base(entry, **texts, **more), sources={"s": source})


@settings(max_examples=60)
@given(bases())
def test_whatever_the_texts_of_a_base_are_telegram_takes_every_message(knowledge: Knowledge) -> None:
    for message in everything(knowledge):
        check(message)


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_a_reason_says_telegram_takes_the_refusal(detail: str, kind: str) -> None:
    check(answer_message(refused(kind or "country", detail), BASE, TODAY))


def test_all_languages_are_spoken() -> None:
    for language in LANGUAGES:
        check(answer_message(answered("state-visit-2026-02#outcome"), BASE, TODAY, language))


def test_an_id_too_long_for_a_button_is_hashed() -> None:
    message = answer_message(refused("country", "Narnia", LONG.id), BASE, TODAY)
    check(message)
    assert LONG.id not in str(message.buttons)
