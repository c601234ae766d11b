"""Deep links: what is written into one is read out of it again, whatever the ids are."""

import re

import pytest
from chat_samples import BASE, LONG_ID, base, edition
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.subscriptions import Scope
from bot.chat.below import below
from bot.chat.cards import card_page
from bot.chat.links import (
    START,
    Link,
    address,
    briefing_payload,
    entry_payload,
    follow_payload,
    question_payload,
    read_link,
    share_address,
)
from bot.chat.markup import keyboard
from bot.knowledge.entries import Entry

ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")
ids = st.from_regex(r"[a-z0-9]+([_-]+[a-z0-9]+)*", fullmatch=True).filter(lambda text: len(text) <= 64)


@given(ids)
def test_every_entry_has_a_link_that_leads_to_it(entry_id: str) -> None:
    payload = entry_payload(entry_id)
    assert ALLOWED.fullmatch(payload)
    assert read_link(payload, base(Entry(entry_id, "topic", "A name"))) == Link("entry", (entry_id,))


@given(ids)
def test_every_entry_can_be_followed_by_a_link(entry_id: str) -> None:
    payload = follow_payload("entry", entry_id)
    assert ALLOWED.fullmatch(payload)
    found = read_link(payload, base(Entry(entry_id, "topic", "A name")))
    assert found == Link("follow", ("entry", entry_id))


@given(st.text(max_size=80))
def test_a_question_comes_back_as_it_was_asked_or_is_too_long_for_a_link(question: str) -> None:
    payload = question_payload(question)
    if payload is None:
        text = " ".join(question.split())
        assert not text or len(text.encode("utf-8", "replace")) > 45
    else:
        assert ALLOWED.fullmatch(payload)
        written = " ".join(question.split()).encode("utf-8", "replace").decode()
        assert read_link(payload, BASE) == Link("question", (written,))


@given(st.text(max_size=70))
def test_whatever_stands_in_a_link_leads_somewhere(payload: str) -> None:
    assert read_link(payload, BASE).place in {"entry", "follow", "briefing", "question", "gone", "start"}


@pytest.mark.parametrize(
    ("scope", "target"),
    [("all", ""), ("kind", "event"), ("country", "northland"), ("entry", LONG_ID), ("entry", "state-visit-2026-02")],
)
def test_what_can_be_followed_has_a_link(scope: Scope, target: str) -> None:
    assert read_link(follow_payload(scope, target), BASE) == Link("follow", (scope, target))


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("state-visit-2026-02", Link("entry", ("state-visit-2026-02",))),
        ("visit-of-2026", Link("entry", ("state-visit-2026-02",))),
        ("e_visit-of-2026", Link("entry", ("state-visit-2026-02",))),
        ("e_gone", Link("gone")),
        ("gone", START),
        ("s_entry_gone", START),
        ("s_country_nowhere", START),
        ("s_what_northland", START),
        ("q_%%%", START),
        ("q_gICA", START),
        ("", START),
        (briefing_payload(), Link("briefing")),
        (briefing_payload("week"), Link("briefing", ("week",))),
        (briefing_payload("ann-example"), Link("briefing", ("ann-example",))),
        (briefing_payload(LONG_ID), Link("briefing", (LONG_ID,))),
    ],
)
def test_a_link_leads_to_its_place(payload: str, link: Link) -> None:
    assert read_link(payload, BASE) == link


def test_an_entry_that_is_called_like_a_link_is_still_found() -> None:
    odd = base(Entry("e_commerce", "topic", "Trade by wire"))
    assert read_link("e_commerce", odd) == Link("entry", ("e_commerce",))
    assert read_link(entry_payload("e_commerce"), odd) == Link("entry", ("e_commerce",))


def test_a_card_has_one_button_that_shares_its_link() -> None:
    message = card_page(edition(), BASE.entries["state-visit-2026-02"])
    markup = keyboard(message.buttons, "briefing_bot")
    assert markup is not None
    urls = [one.url for row in markup.inline_keyboard for one in row if one.text == "Share"]
    assert urls == [share_address("briefing_bot", "e_state-visit-2026-02")]
    assert address("briefing_bot", "e_state-visit-2026-02") == "https://t.me/briefing_bot?start=e_state-visit-2026-02"


def test_what_is_sensitive_is_not_offered_for_sharing() -> None:
    rows = below(edition(), BASE.entries["quarrel"], (), ())
    assert all(one.share is None for row in rows for one in row)


def test_a_link_is_not_offered_where_the_name_of_the_bot_is_unknown() -> None:
    markup = keyboard(card_page(edition(), BASE.entries["state-visit-2026-02"]).buttons)
    assert markup is not None
    assert all(one.text != "Share" for row in markup.inline_keyboard for one in row)
