from datetime import timedelta

from alerts_samples import instants, preferences, quiets, utc, zones
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.digest import MOST_AT_ONCE, Waiting, sort
from bot.alerts.reminders import Planned

NOON = utc("2026-12-01 09:00")
HOUR = timedelta(hours=1)


def waiting(number, kind="reminder", subject=None, due=NOON, hours=24, **fields):
    subject = subject or f"event-{number}@2026-12-05/7d"
    entry = fields.pop("entry_id", f"event-{number}")
    return Waiting(number, Planned(1, 0, kind, subject, due, due + hours * HOUR, entry, **fields))


def ids(messages):
    return [one.id for one in messages]


def test_three_go_out_one_by_one_and_four_together():
    three, four = [waiting(n) for n in range(3)], [waiting(n) for n in range(4)]
    assert ids(sort(three, preferences(), NOON).each) == [0, 1, 2]
    assert ids(sort(four, preferences(), NOON).together) == [0, 1, 2, 3]


def test_what_is_over_is_dropped_and_counted():
    found = sort([waiting(1, hours=1), waiting(2)], preferences(), NOON + HOUR)
    assert ids(found.each) == [2]
    assert [(one.waiting.id, one.why) for one in found.dropped] == [(1, "over")]


def test_of_several_stages_of_one_event_the_last_goes_out():
    stages = [
        waiting(1, subject="visit@2026-12-05/7d", stage="7d", entry_id="visit"),
        waiting(2, subject="visit@2026-12-05/1d", stage="1d", entry_id="visit", due=NOON + HOUR),
    ]
    found = sort(stages, preferences(), NOON + HOUR)
    assert ids(found.each) == [2]
    assert [one.waiting.id for one in found.dropped] == [1]


def test_two_occurrences_of_one_day_are_two():
    found = sort(
        [waiting(1, subject="day@2026-12-05/7d"), waiting(2, subject="day@2026-12-12/7d")], preferences(), NOON
    )
    assert ids(found.each) == [1, 2]


def test_what_is_muted_is_dropped():
    found = sort([waiting(1)], preferences(muted=frozenset({"event-1"})), NOON)
    assert [one.why for one in found.dropped] == ["muted"]


def test_in_quiet_hours_it_is_held_until_they_are_over():
    night = utc("2026-12-01 18:00")
    found = sort([waiting(1, due=night)], preferences(), night)
    assert ids(found.held) == [1]
    assert found.until == utc("2026-12-02 03:00")


def test_a_pause_that_ends_at_night_is_held_until_morning():
    paused = preferences(paused_until=utc("2026-12-01 18:00"))
    assert sort([waiting(1)], paused, NOON).until == utc("2026-12-02 03:00")


def test_digests_and_broadcasts_are_never_gathered():
    many = [waiting(n) for n in range(4)] + [waiting(8, "digest", "digest@2026-12-01"), waiting(9, "broadcast", "b@1")]
    found = sort(many, preferences(), NOON)
    assert sorted(ids(found.each)) == [8, 9]
    assert len(found.together) == 4


def test_of_digests_that_piled_up_the_last_goes_out():
    found = sort(
        [waiting(1, "digest", "digest@2026-11-30", NOON - HOUR), waiting(2, "digest", "digest@2026-12-01")],
        preferences(),
        NOON,
    )
    assert ids(found.each) == [2]


rows = st.lists(
    st.tuples(
        st.sampled_from(["reminder", "change", "digest", "broadcast", "snooze"]),
        st.integers(0, 3),
        st.integers(-100, 0),
        st.integers(1, 100),
        st.sampled_from(["7d", "1d", "1h", "start"]),
    ),
    max_size=12,
)


@given(rows, instants, zones, quiets, st.one_of(st.none(), st.timedeltas(-HOUR, 90 * HOUR)))
def test_every_message_has_one_fate_and_none_goes_out_over_or_in_silence(found, now, zone, quiet, pause):
    messages = [
        waiting(n, kind, f"event-{event}@2026-12-05/{stage}", now + due * HOUR, hours, stage=stage)
        for n, (kind, event, due, hours, stage) in enumerate(found)
    ]
    wish = preferences(zone=zone, quiet=quiet, paused_until=None if pause is None else now + pause)
    fate = sort(messages, wish, now)
    out = [*fate.each, *fate.together]
    assert sorted(ids([*out, *fate.held, *(one.waiting for one in fate.dropped)])) == list(range(len(messages)))
    assert all(one.planned.expires > now for one in out)
    assert all(one.planned.expires > fate.until > now for one in fate.held)
    assert not fate.together or len(fate.together) > MOST_AT_ONCE
    if out:
        assert not wish.is_paused(now)
        assert quiet is None or not quiet.covers(now, wish.place)
