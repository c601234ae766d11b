from datetime import timedelta

from alerts_samples import utc
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.delivery import LONGEST_PAUSE, Again, Attempt, Done, GiveUp, Manner, pause, verdict

NOW = utc("2026-12-01 12:00")
LATER = NOW + timedelta(hours=3)
PLAIN = Manner()


def after(attempt, manner=PLAIN, expires=LATER):
    return verdict(attempt, manner, NOW, expires)


def test_what_arrived_is_done():
    assert after(Attempt("sent", message_id=5)) == Done(5)


def test_a_429_is_obeyed_to_the_second_and_holds_the_chat():
    found = after(Attempt("flood", seconds=2000))
    assert found.at == NOW + timedelta(seconds=2000)
    assert found.hold_chat
    assert found.manner.attempts == 0


def test_pauses_grow_and_stay_under_their_longest():
    pauses = [pause(n) for n in range(1, 40)]
    assert pauses == sorted(pauses)
    assert pauses[:3] == [timedelta(seconds=s) for s in (5, 10, 20)]
    assert pauses[-1] == LONGEST_PAUSE


def test_unreachable_is_tried_again_until_it_is_over():
    manner, at = PLAIN, NOW
    for _ in range(100):
        found = verdict(Attempt("unreachable"), manner, at, LATER)
        if isinstance(found, GiveUp):
            break
        manner, at = found.manner, found.at
    assert isinstance(found, GiveUp)
    assert LATER - at <= LONGEST_PAUSE


def test_a_chat_that_blocked_the_bot_is_paused_and_its_message_waits():
    found = after(Attempt("blocked", "Forbidden"))
    assert isinstance(found, Again)
    assert found.pause_chat


def test_a_chat_that_is_gone_is_given_up():
    assert after(Attempt("gone", "chat not found")) == GiveUp("chat not found", pause_chat=True)


def test_a_migrated_chat_is_moved_and_tried_at_once():
    found = after(Attempt("migrated", new_chat_id=-100))
    assert (found.at, found.new_chat_id) == (NOW, -100)


def test_a_lost_topic_falls_back_once():
    first = after(Attempt("topic-gone", "message thread not found"))
    assert first.topic_gone
    assert first.manner.topicless
    assert isinstance(after(Attempt("topic-gone"), first.manner), GiveUp)


def test_a_group_that_does_not_let_the_bot_write_is_tried_now_and_then_and_somebody_is_told():
    found = after(Attempt("mute", "not enough rights"))
    assert (found.is_mute, found.hold_chat, found.pause_chat) == (True, True, False)
    assert found.manner == PLAIN
    assert found.at > NOW


def test_what_is_refused_goes_once_more_as_plain_text_and_the_owner_hears_of_it():
    first = after(Attempt("rejected", "can't parse entities"))
    assert first.tell_owner
    assert first.manner.plain
    second = after(Attempt("rejected", "can't parse entities"), first.manner)
    assert isinstance(second, GiveUp)
    assert second.tell_owner


results = st.sampled_from(["flood", "blocked", "mute", "gone", "migrated", "topic-gone", "rejected", "unreachable"])
manners = st.builds(Manner, st.booleans(), st.booleans(), st.integers(0, 50))


@given(results, st.floats(0, 100_000), manners)
def test_nothing_is_tried_before_now_nor_when_it_is_over(result, seconds, manner):
    found = after(Attempt(result, "why", seconds=seconds, new_chat_id=1), manner)
    assert isinstance(found, GiveUp) or NOW <= found.at < LATER


@given(st.lists(st.sampled_from(["topic-gone", "rejected"]), min_size=3, max_size=3))
def test_what_telegram_refuses_is_given_up_at_the_third_no(answers):
    manner = PLAIN
    for answer in answers:
        found = after(Attempt(answer, "no"), manner)
        if isinstance(found, GiveUp):
            return
        manner = found.manner
    raise AssertionError("it is tried for ever")
