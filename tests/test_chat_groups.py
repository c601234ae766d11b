from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import telegram
from chat_samples import BASE
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.briefings import EVERY_DAY, WEEKDAYS
from bot.chat.aim import aim_of, aimed, group_code, group_of
from bot.chat.alert_buttons import act, read
from bot.chat.channel import channel_rows
from bot.chat.group_pages import group_page, groups_page_of, welcome_message
from bot.chat.html import plain
from bot.chat.keyboards import LONGEST_DATA, Button, button
from bot.chat.manners import MOST_ANSWERS, WITHIN, Manners
from bot.chat.membership import is_here, may_send_files, may_write
from bot.chat.messages import edition_of
from bot.chat.pages import length
from bot.chat.schedule_doing import changed
from bot.chat.schedule_page import CHOICES, choice_page, days_name, first_schedule, schedule_page
from bot.knowledge.entries import LANGUAGES, Term
from bot.storage.groups import Group

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EDITION = edition_of(BASE, NOW.date())
FIRST = first_schedule(-1001, 0, "Asia/Almaty")
BOT = telegram.User(1, "Bot", is_bot=True)
NO_RIGHT = dict.fromkeys(
    "can_send_messages can_change_info can_invite_users can_pin_messages can_send_polls can_send_other_messages"
    " can_add_web_page_previews can_manage_topics can_send_audios can_send_documents can_send_photos can_send_videos"
    " can_send_video_notes can_send_voice_notes can_react_to_messages can_edit_tag".split(),
    False,
)


# Buttons that are about another chat


@given(st.integers(-(10**13), -1))
def test_a_group_is_named_in_few_characters_and_found_again(chat_id):
    code = group_code(chat_id)
    assert group_of(code) == chat_id
    assert len(code) <= 9


@pytest.mark.parametrize("code", ["", "-1", "A", "zzzzzzzzzzzzz", "1 2", "é"])
def test_what_is_no_code_names_no_group(code):
    assert group_of(code) is None


def test_an_aimed_button_says_the_same_about_the_group():
    ((one,),) = aimed(((act("22-08", "quiet", "22-08"),),), -1001234567890)
    assert aim_of(one.data) == -1001234567890
    assert read(one.data) == read("A1|quiet|22-08")
    assert aim_of("A1|quiet|22-08") is None
    assert aim_of("1|a|x") is None


def test_what_is_no_setting_is_left_and_what_is_too_long_left_out():
    card, link, long = (
        button("Card", "a", "x"),
        Button("To", url="https://t.me/x"),
        act("x", "follow", "theme", "x" * 45),
    )
    assert aimed(((card, link), (long,)), -1001234567890) == ((card, link),)


def test_below_a_post_cards_open_in_private_and_nothing_asks_for_an_answer():
    copied = Button("Cite", copy_text="text")
    rows = ((button("Card", "a", "summit-2027"), act("Mute", "mute", "summit-2027")), (copied,), (act("Mine", "mine"),))
    kept = channel_rows(rows, "briefing_bot")
    assert [[one.text for one in row] for row in kept] == [["Card"], ["Cite"]]
    assert kept[0][0].url == "https://t.me/briefing_bot?start=e_summit-2027"


# The regular briefing


def test_the_offer_is_off_and_says_when_it_would_come():
    text = schedule_page(EDITION, FIRST, NOW).html
    assert "Off. Once switched on: Monday to Friday at 09:00, Asia/Almaty." in text
    assert "next one" not in text


def test_one_that_is_on_says_when_the_next_comes():
    text = plain(schedule_page(EDITION, replace(FIRST, is_on=True), NOW).html)
    assert "The next one: Tuesday, 24 November 2026, 09:00." in text
    assert "No day is chosen" in schedule_page(EDITION, replace(FIRST, is_on=True, days=frozenset()), NOW).html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_briefing_fits_and_its_buttons_hold_for_a_group_elsewhere(language):
    edition = edition_of(BASE, NOW.date(), language)
    pages = [schedule_page(edition, FIRST, NOW), *(choice_page(edition, FIRST, one) for one in CHOICES)]
    for page in pages:
        assert length(page.html) <= 900
        far = aimed(page.buttons, -1009999999999)
        assert [len(row) for row in far] == [len(row) for row in page.buttons]
        assert all(len(one.data.encode()) <= LONGEST_DATA for row in far for one in row if one.data)


@pytest.mark.parametrize(
    ("what", "value", "values"),
    [
        ("on", "1", {"is_on": True}),
        ("days", "all", {"days": EVERY_DAY}),
        ("day", "5", {"days": WEEKDAYS | {5}}),
        ("day", "0", {"days": WEEKDAYS - {0}}),
        ("hour", "0", {"hour": 0}),
        ("zone", "Europe/London", {"zone": "Europe/London"}),
        ("most", "3", {"most": 3}),
        ("nothing", "promises", {"when_nothing": "promises"}),
        ("theme", "", {"themes": ()}),
    ],
)
def test_a_press_changes_one_thing(what, value, values):
    assert changed(FIRST, what, value, BASE) == replace(FIRST, **values)


@pytest.mark.parametrize(
    ("what", "value"),
    [("on", "2"), ("days", ""), ("day", "7"), ("day", "-1"), ("hour", "24"), ("hour", "²"), ("zone", "Nowhere"),
     ("most", "9"), ("nothing", "x"), ("theme", "no-such"), ("", ""), ("x", "1")],
)  # fmt: skip
def test_what_is_nothing_known_changes_nothing(what, value):
    assert changed(FIRST, what, value, BASE) is None


def test_themes_are_switched_and_those_the_base_lost_are_dropped():
    words = replace(BASE.words, themes=(Term("trade", "trade"), Term("sport", "sport")))
    base = replace(BASE, words=words)
    one = changed(replace(FIRST, themes=("gone",)), "theme", "sport", base)
    assert one.themes == ("sport",)
    two = changed(one, "theme", "trade", base)
    assert two.themes == ("trade", "sport")
    assert changed(two, "theme", "sport", base).themes == ("trade",)


def test_days_are_named_as_people_do():
    words = EDITION.words
    named = {days: days_name(words, days) for days in (EVERY_DAY, WEEKDAYS, frozenset({0}), frozenset({2, 5}))}
    assert list(named.values()) == ["every day", "Monday to Friday", "Monday", "Wed, Sat"]


# Pages of groups


def test_the_group_page_says_what_the_bot_may_not():
    muted = group_page(EDITION, Group(-1, can_write=False), None, 0, is_channel=False, username="b")
    assert "may not write there" in muted.html
    no_files = group_page(EDITION, Group(-1, can_send_files=False), FIRST, 2, is_channel=False, username=None)
    assert "files and pictures" in no_files.html
    assert "2 things are followed." in no_files.html


def test_a_channel_has_no_say_on_answers():
    page = group_page(EDITION, Group(-1), None, 0, is_channel=True, username=None)
    assert "never answered" in page.html
    assert not any("ensitive" in one.text for row in page.buttons for one in row)


def test_the_groups_of_a_person_each_have_a_button_about_themselves():
    page = groups_page_of(EDITION, [(-1001, "Team"), (-1002, "N" * 200)], "briefing_bot")
    assert [aim_of(row[0].data) for row in page.buttons[:2]] == [-1001, -1002]
    assert [one.url for one in page.buttons[-1]] == [
        "https://t.me/briefing_bot?startgroup=hello",
        "https://t.me/briefing_bot?startchannel&admin=post_messages",
    ]


def test_the_welcome_names_a_mention_only_where_it_is_heard():
    assert "mentioning @b " in welcome_message(EDITION, "b", hears_all=True).html
    assert "mention" not in welcome_message(EDITION, "b", hears_all=False).html


# What the bot may do


def test_rights_are_read_from_every_standing():
    restricted = telegram.ChatMemberRestricted(BOT, is_member=True, until_date=NOW, **NO_RIGHT)
    talks = telegram.ChatMemberRestricted(BOT, is_member=True, until_date=NOW, **NO_RIGHT | {"can_send_messages": True})
    gone = telegram.ChatMemberRestricted(BOT, is_member=False, until_date=NOW, **NO_RIGHT)
    member, left = telegram.ChatMemberMember(BOT), telegram.ChatMemberLeft(BOT)
    assert [is_here(one) for one in (restricted, gone, member, left)] == [True, False, True, False]
    assert [may_write(one) for one in (restricted, talks, member)] == [False, True, True]
    assert [may_send_files(one) for one in (restricted, talks, member)] == [False, False, True]


# Members who ask a lot


def test_a_member_is_answered_so_often_then_told_once_then_left():
    manners = Manners()
    said = [manners.leave(-1, 5, NOW) for _ in range(MOST_ANSWERS + 3)]
    assert said == ["go"] * MOST_ANSWERS + ["say", "silent", "silent"]
    assert manners.leave(-1, 6, NOW) == "go"
    assert manners.leave(-2, 5, NOW) == "go"
    assert manners.leave(-1, 5, NOW + WITHIN) == "go"


@given(st.lists(st.integers(0, 90), max_size=60))
def test_never_more_than_so_many_answers_in_any_minute(pauses):
    manners, now, given_at = Manners(), NOW, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if manners.leave(-1, 5, now) == "go":
            given_at.append(now)
    for start in given_at:
        assert sum(start <= one < start + WITHIN for one in given_at) <= MOST_ANSWERS
