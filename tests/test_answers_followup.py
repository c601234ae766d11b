"""The thread of talk: what the next question may lean on."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from answers_samples import NOW, Talk, ask, base, ids, lines

from bot.answers.answer import Answer, Scored, Thread
from bot.answers.followup import FORGOTTEN_AFTER, after, alive
from bot.answers.leaning import Way, offers

VISIT = "When did Mirela Tandor visit Norvania?"
SIGNED = "What was signed during the state visit to Norvania?"


def talk(*questions: str) -> Answer:
    """The answer to the last question."""
    talking = Talk()
    for question in questions:
        answer = talking.ask(question)
    return answer


@pytest.mark.parametrize("word", ["source?", "Source", "sources please", "источник?", "дереккөз?", "ماخذ؟", "hawala?"])
def test_the_source_asked_for_is_that_of_the_last_answer(word):
    first = ask(VISIT)
    answer = talk(VISIT, word)
    assert (answer.shape, ids(answer), answer.shown) == ("sources", ("visit-norvik-2023",), first.shown)


def test_the_source_can_be_asked_for_twice():
    assert talk(VISIT, "source?", "source?").shape == "sources"


def test_the_source_after_a_choice_is_not_that_of_what_was_said_before_it():
    talking = Talk()
    talking.ask(VISIT)
    offered = talking.thread = Thread(
        ("visit-norvik-2023",), (), "and the lake?", "card", ("ferry", "lake-railway"), NOW
    )
    answer = talking.ask("source?")
    assert (answer.status, ids(answer)) == ("choose", offered.offered)


def test_what_was_offered_can_be_asked_further_about():
    talking = Talk()
    talking.ask(VISIT)
    talking.thread = Thread(("visit-norvik-2023",), (), "and the lake?", "card", ("lake-railway", "ferry"), NOW)
    assert ids(talking.ask("how long is it?")) == ("lake-railway",)


def test_what_is_refused_for_itself_offers_what_is_near_it_and_not_the_last_subject():
    answer = talk("Trade turnover 2024", "State visit of Mirela Tandor to Norvania in 2019")
    assert (answer.status, str(answer.reason)) == ("unknown", "year: 2019")
    assert "visit-norvik-2023" in answer.near


def test_a_time_after_more_is_no_wish_for_more():
    assert ids(talk("Trade turnover 2024", "aur 2024 mein?")) != ()


def test_there_is_no_source_before_any_answer():
    assert ask("source?").shape != "sources"


@pytest.mark.parametrize("word", ["more", "more details", "подробнее", "mazeed"])
def test_more_shows_what_was_not_shown(word):
    first = ask(SIGNED)
    answer = talk(SIGNED, word)
    assert ids(answer) == ("visit-norvik-2023",)
    assert answer.shown
    assert not set(answer.shown) & set(first.shown)


def test_more_of_what_was_all_shown_is_the_card():
    answer = talk("What is the eel fishing dispute?", "more")
    assert (answer.status, answer.shape, ids(answer)) == ("answered", "card", ("eel-dispute",))


def test_more_of_nothing_more_is_refused():
    answer = talk("What is the eel fishing dispute?", "more", "more")
    assert (answer.status, str(answer.reason)) == ("unknown", "no-more: Eel fishing dispute")


@pytest.mark.parametrize(
    ("questions", "entry"),
    [
        (("Who was the ambassador of Norvania to Belmark in 2016?", "and in 2022?"), "selma-irvane"),
        (("Who was the ambassador of Norvania to Belmark in 2016?", "and in 2022?", "in 2024?"), "teron-walden"),
        (("Who is the president of Norvania?", "and of Belmark?"), "mirela-tandor"),
        (("Who is the president of Norvania?", "what about Belmark?"), "mirela-tandor"),
        (("When was the first session of the joint commission?", "and the second?"), "commission-2025"),
        (("When was the second session of the joint commission?", "and the one before that?"), "commission-2022"),
        (("National Day of Norvania", "what is done on it?", "and in Belmark?"), "belmark-day"),
    ],
)
def test_another_time_country_or_number_is_put_into_the_last_question(questions, entry):
    assert ids(talk(*questions)) == (entry,)


def test_another_time_without_an_answer_is_refused():
    answer = talk("How large was trade between Norvania and Belmark in 2024?", "and in 2019?")
    assert (answer.status, str(answer.reason)) == ("unknown", "year: 2019")


@pytest.mark.parametrize(
    ("questions", "ref"),
    [
        ((VISIT, "who met her at the airport?"), "visit-norvik-2023#arrival"),
        (("When did Arlen Voskar visit Belmark?", "what did he speak about?"), "visit-belport-2024#talks"),
        (("How long is the lake railway?", "has work on it begun?"), "lake-railway#work"),
    ],
)
def test_a_pronoun_is_the_last_subject(questions, ref):
    assert ref in talk(*questions).shown


def test_what_the_last_subject_does_not_have_is_refused():
    answer = talk("How long is the lake railway?", "how much does it cost?")
    assert (answer.status, str(answer.reason)) == ("unknown", "attribute: price")


def test_the_other_one_is_the_second_of_the_last_list():
    assert lines(talk("Which commission sessions were held?")) == ("commission-2022", "commission-2025")
    assert ids(talk("Which commission sessions were held?", "the other one")) == ("commission-2025",)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("What is the eel fishing dispute?", "eel-dispute"),
        ("Who is the president of Norvania?", "arlen-voskar"),
        ("How large was trade between Norvania and Belmark in 2024?", "turnover-2024"),
        ("Is there a ferry from Sandhaven?", "ferry"),
    ],
)
def test_a_question_with_a_subject_of_its_own_changes_the_topic(question, entry):
    assert ids(talk(VISIT, question)) == (entry,) == ids(ask(question))


def test_small_talk_does_not_end_the_thread():
    assert ids(talk(VISIT, "thanks!", "source?")) == ("visit-norvik-2023",)


def test_a_refusal_does_not_end_the_thread():
    assert ids(talk(VISIT, "price of the ferry ticket", "source?")) == ("visit-norvik-2023",)


@pytest.mark.parametrize(("minutes", "kept"), [(0, True), (59, True), (60, False), (61, False)])
def test_a_thread_is_forgotten_after_an_hour(minutes, kept):
    assert timedelta(hours=1) == FORGOTTEN_AFTER
    talking = Talk()
    talking.ask(VISIT)
    talking.now = NOW + timedelta(minutes=minutes)
    assert (talking.ask("source?").shape == "sources") is kept


def test_every_answer_begins_the_hour_anew():
    talking = Talk()
    talking.ask(VISIT)
    for minutes in (50, 100, 150):
        talking.now = NOW + timedelta(minutes=minutes)
        assert talking.ask("source?").shape == "sources"


@pytest.mark.parametrize("thread", [None, Thread(), Thread(at=NOW), Thread(("ferry",))])
def test_an_empty_thread_is_none(thread):
    assert alive(thread, NOW, base()) is None


def test_a_thread_about_an_entry_that_is_gone_does_no_harm():
    old = Thread(("gone",), ("gone#1",), "What is gone?", "what", ("gone-too",), NOW)
    for question in ("more", "the other one", "who met him?", "and in 2003?"):
        assert "gone" not in ids(ask(question, old))


def test_a_choice_is_remembered_without_forgetting_the_subject():
    old = Thread(("ferry",), ("ferry#1",), "Is there a ferry?", "whether", (), NOW)
    choice = Answer("railway?", "choose", entries=(Scored("lake-railway", 0.3), Scored("ferry", 0.2)))
    thread = after(choice, old, "railway?", NOW)
    assert (thread.entries, thread.facts, thread.offered) == (("ferry",), (), ("lake-railway", "ferry"))


@pytest.mark.parametrize("topic", ["boats", "customs", "the ferry", "student exchange"])
def test_a_short_new_topic_is_not_taken_for_a_part_of_the_last_one(topic):
    alone = ask(topic)
    assert ids(talk("Who is the president of Belmark?", topic))[:1] == ids(alone)[:1]


FIRST = "When was the first session of the joint commission?"
SECOND = "When was the second session of the joint commission?"


@pytest.mark.parametrize(
    ("questions", "entry"),
    [
        ((SECOND, "and the one before that?"), "commission-2022"),
        ((FIRST, "and the next one?"), "commission-2025"),
        ((FIRST, "the session after that?"), "commission-2025"),
        ((VISIT, "and the following visit?"), "visit-norvik-2026"),
        ((VISIT, "and the visit after that?", "and the one before?"), "visit-norvik-2023"),
        (("When did Lorin Hask come to Norvania?", "aur is se pehle kaun aaya tha"), "visit-norvik-2023"),
    ],
)
def test_the_one_before_or_after_in_a_row_is_found(questions, entry):
    assert ids(talk(*questions)) == (entry,)


@pytest.mark.parametrize("questions", [(FIRST, "and the one before that?"), (SECOND, "and the next one?")])
def test_beyond_the_ends_of_a_row_there_is_none(questions):
    answer = talk(*questions)
    assert (answer.status, ids(answer)) == ("unknown", ())


def test_after_the_last_visit_comes_the_one_that_is_planned():
    answer = talk("When did Arlen Voskar visit Belmark?", "and the next?")
    assert (answer.status, ids(answer)[:1]) == ("answered", ("visit-belport-2027",))


@pytest.mark.parametrize("further", ["who led the delegation", "who came from Belmark?"])
def test_who_took_part_is_asked_of_what_was_said_before(further):
    answer = talk(VISIT, further)
    assert (ids(answer), str(answer.reason)) == (("visit-norvik-2023",), "thread: visit-norvik-2023")


def test_the_visit_before_is_that_of_a_guest_in_the_same_office():
    """A foreign minister came in 2026 and presidents in 2023 and 2024, each to the other's country."""
    assert ids(talk("When did Lorin Hask come to Norvania?", "and the visit before?")) == ("visit-norvik-2023",)


@pytest.mark.parametrize(
    ("further", "found"), [("he came again later?", False), ("she came again later?", False), ("the visit after", True)]
)
def test_somebody_comes_again_only_where_they_did(further, found):
    assert (ids(talk(VISIT, further)) == ("visit-norvik-2026",)) == found


@pytest.mark.parametrize("question", ["and the visit before that, which year?", "а предыдущий визит, в каком году?"])
def test_which_year_the_one_before_was_asks_for_that_and_not_for_the_year_before(question):
    assert ids(talk("When did Lorin Hask come to Norvania?", question)) == ("visit-norvik-2023",)


@pytest.mark.parametrize("question", ["and a year later?", "the year after that", "а годом позже?"])
def test_the_year_beside_that_of_the_last_answer_is_that_year(question):
    trade = "What was the trade turnover in 2023?"
    assert str(talk("Trade turnover 2024", question).reason) == str(talk(trade, "and in 2025?").reason)


def test_others_who_took_part_are_asked_of_what_they_took_part_in():
    answer = talk(VISIT, "what did she study?", "who else was there?")
    assert ids(answer) == ("visit-norvik-2023",)


def test_the_holder_before_is_that_of_the_office_shown():
    answer = talk("Who is the ambassador of Norvania to Belmark?", "and before him?", "the one before that?")
    assert ids(answer) == ("davin-korel",)


def way(entry: str, nearest: float) -> Way:
    """A way to take a message that leads to an entry, with so much speaking for it."""
    return Way({"nearest": nearest}, SimpleNamespace(candidate=SimpleNamespace(entry=base().entries[entry])))


def test_what_a_message_may_mean_is_offered_the_likeliest_first_and_nothing_sensitive():
    found = (way("ferry", 0.4), way("eel-dispute", 0.45), way("lake-railway", 0.5), Way({"none": 0.1}))
    assert [one.id for one in offers(found, Answer("?", "unknown"))] == ["lake-railway", "ferry"]


def test_no_more_is_offered_than_three():
    found = [way(entry, 0.5) for entry in ("ferry", "lake-railway", "gift-of-boats", "turnover-2024")]
    assert len(offers(found, Answer("?", "unknown"))) == 3


THEN = "Who was the ambassador of Norvania to Belmark then?"


@pytest.mark.parametrize(
    ("questions", "entry"),
    [
        (("When was the first session of the joint commission?", THEN), "selma-irvane"),
        (("Who was the ambassador of Norvania to Belmark in 2016?", "and the ambassador in 2025?"), "teron-walden"),
        (("President of Norvania?", "I meant of Belmark"), "mirela-tandor"),
        (("Who is the ambassador of Norvania to Belmark?", "the previous one"), "selma-irvane"),
        (("When was the first session of the joint commission?", "when was the second?"), "commission-2025"),
        (("President of Norvania?", "and the ambassador to Belmark?"), "teron-walden"),
        (("list all visits", "the second one"), "visit-belport-2024"),
        (("list all visits", "tell me more about the second one"), "visit-belport-2024"),
        (("list all visits", "when is the next one"), "visit-belport-2027"),
        (("list all visits", "and the last of these?"), "visit-belport-2027"),
    ],
)
def test_what_was_said_before_gives_the_time_the_office_or_the_place_in_a_list(questions, entry):
    assert ids(talk(*questions))[:1] == (entry,)


def test_another_town_put_into_the_last_question_is_no_new_subject():
    answer = talk("What banquet was there in Norvik on the state visit?", "and in Sandhaven?")
    assert (answer.status, str(answer.reason).partition(":")[0]) == ("unknown", "place")


@pytest.mark.parametrize("further", ["and of Grauland?", "and in 1950?"])
def test_what_has_no_answer_is_refused_and_the_question_goes_on(further):
    question = "Who was the president of Norvania in 2021?"
    assert talk(question, further).status == "unknown"
    assert ids(talk(question, further, "and of Belmark?"))[:1] in {("mirela-tandor",), ()}


@pytest.mark.parametrize("bare", ["who received him?", "what did she say?", "when did he come?"])
def test_after_a_refusal_nobody_is_meant_by_a_pronoun(bare):
    answer = talk(VISIT, "Who is the president of Grauland?", bare)
    assert (answer.status, ids(answer)) == ("unknown", ())


def test_what_was_signed_is_asked_of_the_event_that_is_spoken_of():
    answer = talk(VISIT, "which agreements?")
    assert (answer.shape, lines(answer)) == ("list", ("customs-agreement",))


@pytest.mark.parametrize("question", ["what did he sign?", "and what did he announce?"])
def test_what_he_did_is_never_answered_with_somebody_else(question):
    answer = talk("Who is Lorin Hask?", question)
    others = [i for i in ids(answer) if base().entries[i].kind == "official" and i != "lorin-hask"]
    assert others == []
