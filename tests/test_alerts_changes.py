import json
from dataclasses import replace
from datetime import date

import pytest
from alerts_samples import base, event, events, past, utc
from hypothesis import given

from bot.alerts.changes import MOST_UNASKED, changes, needs_a_yes
from bot.alerts.snapshot import snapshot
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Fact, Withdrawal

TODAY = date(2026, 11, 20)
MOVED = (past("2026-12-05"),)


def told(before, after, today=TODAY):
    """(kind, old, new) of every difference, and the audience, after the base's one entry changed."""
    old = json.loads(json.dumps(snapshot(base(*before))))
    return [
        (one.kind, one.old, one.new, change.audience)
        for change in changes(old, base(*after, version="v2"), today)
        for one in change.differences
    ]


def kinds(before, after, today=TODAY):
    return [kind for kind, *_ in told(before, after, today)]


OTHER = event("other", "2027-01-01")

CASES = {
    "announced": ((OTHER,), (OTHER, event()), ["announced"]),
    "announced without a date": ((OTHER,), (OTHER, event(when=None)), ["announced"]),
    "no longer unconfirmed": ((event(status="unconfirmed"),), (event(status="announced"),), ["announced"]),
    "back after a cancellation": ((event(status="cancelled"),), (event(status="scheduled"),), ["announced"]),
    "confirmed": ((event(),), (event(status="confirmed"),), ["confirmed"]),
    "postponed": ((event(),), (event(when="2026-12-09", history=MOVED),), ["postponed"]),
    "postponed to a month": ((event(),), (event(when="2027-02", history=MOVED),), ["postponed"]),
    "postponed without a date": ((event(),), (event(status="postponed"),), ["postponed"]),
    "brought forward": ((event(),), (event(when="2026-12-01", history=MOVED),), ["brought-forward"]),
    "made precise to the day": ((event(when="2026-12"),), (event(when="2026-12-05"),), ["made-precise"]),
    "made precise from about": ((event(when="2026-12-05~"),), (event(when="2026-12-05"),), ["made-precise"]),
    "made precise to the minute": ((event(),), (event(starts_at=utc("2026-12-05 09:00")),), ["made-precise"]),
    "dated at last": ((event(when=None),), (event(),), ["made-precise"]),
    "corrected": ((event(),), (event(when="2026-12-09"),), ["corrected"]),
    "less precise": ((event(),), (event(when="2026-12"),), ["corrected"]),
    "hour corrected": (
        (event(starts_at=utc("2026-12-05 09:00")),),
        (event(starts_at=utc("2026-12-05 10:00")),),
        ["corrected"],
    ),
    "hour postponed": (
        (event(starts_at=utc("2026-12-05 09:00")),),
        (event(starts_at=utc("2026-12-05 10:00"), history=MOVED),),
        ["postponed"],
    ),
    "venue changed": ((event(where="Astana"),), (event(where="Almaty"),), ["venue"]),
    "venue known": ((event(),), (event(where="Almaty"),), ["venue"]),
    "venue said in more words": ((event(where="Astana"),), (event(where="Astana, Here"),), []),
    "cancelled": ((event(),), (event(status="cancelled"),), ["cancelled"]),
    "held": ((event(when="2026-11-18"),), (event(when="2026-11-18", status="held"),), ["held"]),
    "in doubt": ((event(),), (event(status="unconfirmed"),), ["status"]),
    "moved, confirmed and elsewhere": (
        (event(where="Astana"),),
        (event(where="Almaty", status="confirmed", when="2026-12-09", history=MOVED),),
        ["postponed", "confirmed", "venue"],
    ),
    "a project goes on": (
        (event(kind="initiative", status="proposed"),),
        (event(kind="initiative", status="active"),),
        ["status"],
    ),
    "a new past event": ((OTHER,), (OTHER, event(when="2003", status="held")), []),
    "a new event that is over": ((OTHER,), (OTHER, event(when="2026-11-01")), []),
    "a new project": ((OTHER,), (OTHER, event(kind="initiative", status="active")), []),
    "another wording": ((event(),), (event(name="Another name", facts=(Fact("1", "Said better.", ("paper",)),)),), []),
    "scheduled instead of announced": ((event(status="announced"),), (event(status="scheduled"),), []),
    "an old event found to be held": (
        (event(when="2026-03", status="unconfirmed"),),
        (event(when="2026-03", status="held"),),
        [],
    ),
    "a held event made precise": (
        (event(when="2026-03", status="held"),),
        (event(when="2026-03-04", status="held"),),
        [],
    ),
    "an announced date that passed": ((event(when="2026-10"),), (event(when="2026-10-03"),), []),
    "merged": ((OTHER, event()), (OTHER, event("visit-2", former_ids=("visit-1",))), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_each_change_has_its_kind(before, after, expected):
    assert kinds(before, after) == expected


def test_old_and_new_value_are_told():
    assert told((event(),), (event(when="2026-12-09", history=MOVED),)) == [
        ("postponed", "2026-12-05", "2026-12-09", "followers")
    ]


def test_a_date_that_only_got_another_doubt_has_not_moved():
    about, maybe = event(when="2026-12-05~"), event(when="2026-12-05?", history=(past("2026-12-05~"),))
    assert kinds((about,), (maybe,)) == ["corrected"]


def test_a_later_end_is_a_postponement_and_an_earlier_one_is_not():
    short, long = "2026-12-05/2026-12-06", "2026-12-05/2026-12-09"
    assert kinds((event(when=short),), (event(when=long, history=(past(short),)),)) == ["postponed"]
    assert "postponed" not in kinds((event(when=long),), (event(when=short, history=(past(long),)),))


def test_a_past_date_that_was_wrong_is_corrected_to_whoever_was_told():
    found = told((event(when="2026-11-03", status="held"),), (event(when="2026-11-04", status="held"),))
    assert found == [("corrected", "2026-11-03", "2026-11-04", "told")]


def test_a_withdrawn_fact_is_corrected_once_to_whoever_was_told():
    wrong = Fact("1", "Fact.", ("paper",), withdrawn=Withdrawal("misread", FuzzyDate.parse("2026-11-20")))
    assert told((event(),), (event(facts=(wrong,)),)) == [("withdrawn", "visit-1#1", "misread", "told")]
    assert told((event(facts=(wrong,)),), (event(facts=(wrong,)),)) == []


def test_a_coming_event_that_was_taken_out_is_withdrawn():
    assert told((OTHER, event()), (OTHER,)) == [("withdrawn", "visit-1#when", None, "told")]


def test_the_first_load_tells_nothing():
    assert changes({}, base(event()), TODAY) == ()


def test_three_hundred_past_events_tell_nothing():
    many = [event(f"old-{n}", f"{1992 + n % 30}", status="held") for n in range(300)]
    assert kinds((OTHER,), (OTHER, *many)) == []


def test_more_than_ten_wait_for_a_yes():
    many = [event(f"new-{n}") for n in range(MOST_UNASKED + 1)]
    found = changes(snapshot(base(OTHER)), base(OTHER, *many), TODAY)
    assert needs_a_yes(found)
    assert not needs_a_yes(found[1:])


def test_the_same_change_has_the_same_id_and_another_one_another():
    moves = [
        changes(snapshot(base(event())), base(event(when=f"2026-12-{day}", history=MOVED)), TODAY)[0].id
        for day in ("09", "09", "10")
    ]
    assert moves[0] == moves[1] != moves[2]


@given(events())
def test_an_unchanged_base_has_no_changes(entry):
    assert told((OTHER, entry), (OTHER, entry)) == []


@given(events(), events())
def test_what_moved_there_and_back_is_told_as_forward_and_later(first, second):
    there = kinds((first,), (replace(second, history=(past(first.when.text),)),))
    back = kinds((second,), (replace(first, history=(past(second.when.text),)),))
    assert not ("postponed" in there and "postponed" in back)
    assert not ("brought-forward" in there and "brought-forward" in back)
