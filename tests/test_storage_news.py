from datetime import date, timedelta

import pytest
from alerts_samples import base, event, past, utc

from bot.alerts.changes import changes
from bot.alerts.snapshot import snapshot, state
from bot.storage.news import KEPT, News

NOW = utc("2026-11-20 09:00")
HOLD = timedelta(minutes=15)
HOUR = timedelta(hours=1)
MOVED = event(when="2026-12-09", history=(past("2026-12-05"),))


@pytest.fixture
def news(database):
    return News(database)


def load(news, *entries, at=NOW):
    knowledge = base(*entries, version=f"v{at:%H%M%S}")
    found = changes(news.published(), knowledge, date(2026, 11, 20))
    news.take_in(knowledge.version, snapshot(knowledge), found, frozenset(one.entry_id for one in found), at, HOLD)
    return knowledge


def kinds(news, *states):
    return [one.change.differences[0].kind for one in news.notices(*states)]


def test_the_first_load_is_known_and_not_told(news):
    load(news, event())
    assert news.notices("held") == ()
    assert set(news.published()) == {"visit-1"}


def test_a_change_is_held_and_people_know_the_old_date_meanwhile(news):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    [notice] = news.notices("held")
    assert notice.hold_until == NOW + HOUR + HOLD
    assert notice.change.differences[0].new == "2026-12-09"
    assert news.published()["visit-1"]["when"] == "2026-12-05"
    assert news.silent() == {"visit-1"}


def test_a_change_taken_back_while_held_is_never_told(news):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    load(news, event(), at=NOW + 2 * HOUR)
    assert kinds(news, "held") == []
    assert kinds(news, "gone") == ["postponed"]
    assert news.silent() == frozenset()


def test_a_held_change_keeps_its_hour_through_another_reload(news):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    load(news, MOVED, event("other", "2003", status="held"), at=NOW + HOUR + HOLD / 2)
    [notice] = news.notices("held")
    assert notice.hold_until == NOW + HOUR + HOLD


@pytest.mark.parametrize("state_", ["released", "stopped"])
def test_once_decided_it_is_known_and_not_found_again(news, state_):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    assert news.decide("visit-1", state_, NOW + 2 * HOUR, state(MOVED))
    assert not news.decide("visit-1", state_, NOW + 2 * HOUR, state(MOVED))
    load(news, MOVED, at=NOW + 3 * HOUR)
    assert news.notices("held") == ()
    assert news.told_at(NOW) == {"visit-1": NOW + 2 * HOUR}


def test_there_and_back_again_is_told_three_times(news):
    load(news, event())
    at = NOW
    for entry in (MOVED, event(history=(past("2026-12-09"),)), MOVED):
        at += HOUR
        load(news, entry, at=at)
        news.decide("visit-1", "released", at, state(entry))
    assert kinds(news, "released") == ["postponed", "brought-forward", "postponed"]


def test_more_than_ten_are_asked_about(news):
    load(news, event("known"))
    load(news, event("known"), *(event(f"new-{n}") for n in range(11)), at=NOW + HOUR)
    assert len(news.notices("asked")) == 11
    assert news.notices("held") == ()


def test_the_version_last_seen_is_known(news):
    assert news.version() is None
    load(news, event())
    assert (news.version(), news.loaded_at()) == ("v090000", NOW)


def test_what_an_owner_silenced_is_silent_until_restored(news):
    assert news.withdraw("visit-1", None, NOW)
    assert not news.withdraw("visit-1", None, NOW)
    news.withdraw("other#1", "wrong", NOW)
    assert news.silent() == {"visit-1"}
    assert news.withdrawn() == {"visit-1", "other#1"}
    assert news.restore("visit-1")
    assert not news.restore("visit-1")
    assert news.silent() == frozenset()


def test_old_versions_go_and_the_last_one_stays(news):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    news.decide("visit-1", "released", NOW + HOUR, state(MOVED))
    news.tidy(NOW + KEPT + 2 * HOUR)
    assert news.version() == "v100000"
    assert news.notices("released") == ()


def test_the_owners_preview_is_noted(news):
    load(news, event())
    load(news, MOVED, at=NOW + HOUR)
    [notice] = news.notices("held")
    news.set_shown([notice.number])
    assert news.notice(notice.number).is_shown
    assert news.notice(999) is None
