"""What is not the question: greetings, thanks, who asks and what for."""

import pytest
from answers_samples import ask
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.framing import first_asked, shorter, without_framing

QUESTION = "When is the trade forum?"
AROUND = [
    "Hi, {}",
    "Hello! {}",
    "Dear Sir, {}",
    "{} Thanks in advance!",
    "{} Do you know?",
    "{} Please answer quickly.",
    "{} Could you check?",
    "{} I need it for a report.",
    "{} Asking for a friend.",
    "I'm a journalist in Karachi. {}",
    "I am a student at a university in Almaty and I am writing an essay. {}",
    "We are preparing a report for school. {}",
    "I work at a bank in Lahore. {}",
    "As a trader from Lahore, {}",
    "I'm a teacher in Multan, {}",
    "My boss asked me about this. {}",
    "I saw something about this on TV yesterday. {}",
    "Can you help me with something? {}",
    "Sorry to bother you again, but {}",
    "Just curious, {}",
    "Здравствуйте! Подскажите, пожалуйста, {}",
    "Я журналист из Алматы. {}",
    "{} Заранее спасибо!",
    "Сәлеметсіз бе! Айтыңызшы, {}",
    "Мен Алматыдағы студентпін. {}",
    "{} Алдын ала рақмет!",
    "السلام علیکم، مہربانی کر کے بتائیں {}",
    "میں کراچی میں صحافی ہوں۔ {}",
    "{} شکریہ",
    "salam bhai zara batao {}",
    "main karachi mein sahafi hoon. {}",
]
QUESTIONS = [
    "Tell me about the railway",
    "tell me more",
    "source?",
    "and when?",
    "Who is the ambassador of Norvania?",
    "Dr. Khan signed what?",
    "I am from Lahore and want to visit Belmark. Do I need a visa?",
    "My boss wants to send flowers to the embassy for its national day. Which date is it?",
    "We are a trading house and heard of a new railway. Who builds it?",
    "When was it signed? And who was there?",
    "Did they meet? When exactly?",
    "The forum was in June. Is it true?",
]


@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_a_question_is_left_out(around):
    assert without_framing(around.format(QUESTION)) == QUESTION


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("السلام علیکم، صدر کون ہے", "صدر کون ہے"),
        ("Thanks. And the railway?", "And the railway?"),
        ("Norvania, Belmark", "Norvania, Belmark"),
        ("when is the forum, please", "when is the forum,"),
        ("who is the president, by the way?", "who is the president,"),
    ],
)
def test_small_talk_beside_a_question_is_left_out(text, rest):
    assert without_framing(text) == rest


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_needs_stays(question):
    assert without_framing(question) == question


@pytest.mark.parametrize("text", ["thanks", "Hello!", "please", "I'm a student.", "", "...", "?"])
def test_a_message_without_a_question_stays_as_it_is(text):
    assert without_framing(text) == text


@pytest.mark.parametrize("around", AROUND)
def test_the_answer_is_the_same_with_all_that_around_it(around):
    alone, framed = ask("Who is the president of Norvania?"), ask(around.format("Who is the president of Norvania?"))
    assert (framed.status, framed.entries, framed.shown) == (alone.status, alone.entries, alone.shown)


@given(st.text(max_size=200))
def test_nothing_is_added_and_something_always_stays(text):
    left = without_framing(text)
    assert left == text or (left.split() and set(left.split()) <= set(text.split()))


@given(st.sampled_from(AROUND), st.sampled_from(AROUND))
def test_two_frames_are_left_out_as_one_is(inner, outer):
    assert without_framing(outer.format(inner.format(QUESTION))) == QUESTION


def telling(text: str) -> bool:
    return any(word in text.lower() for word in ("president", "forum", "agreement"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I'm Fatima, twelve, and must draw a poster. How big is the country?", ("How big is the country?",)),
        ("My teacher asked me to find out which university put it so", ()),
        ("Long day here, in what year was the lake forum", ("in what year was the lake forum",)),
        ("I run a guest house. Where was the forum held? Regards, M. Hask", ("Where was the forum held?",)),
        ("Я учусь в школе. Когда был форум на озере Лимна?", ("Когда был форум на озере Лимна?",)),
        (
            "Soap maker from Ustrel here. They signed an agreement, my wife says. When did that happen?",
            ("They signed an agreement, When did that happen?",),
        ),
        ("The president of Ustrel came in May. When did the talks in Norvik begin?", ()),
        (
            "I met the president of Ustrel, and liked it. When did he go?",
            ("I met the president of Ustrel, When did he go?",),
        ),
        ("Where was the forum of the lake held?", ()),
        ("My page on May 2022 is empty. What happened in that month?", ()),
        ("My uncle flies there. And when?", ()),
        ("I like the lake.", ()),
        ("", ()),
    ],
)
def test_what_is_asked_is_found_in_a_story(text, parts):
    assert shorter(text, telling) == parts


def test_a_long_story_before_a_question_does_not_hide_the_answer():
    story = "my aunt runs a bakery and her shop sign fell down yesterday, who is the president of Norvania?"
    alone = ask("who is the president of Norvania?")
    assert (ask(story).status, ask(story).entries) == (alone.status, alone.entries)


def test_a_story_about_another_country_is_no_story_of_the_asker():
    assert ask("The president of Ustrel came to Norvik in May. When did the state visit begin?").status != "answered"


@given(st.text(max_size=200))
def test_what_is_asked_is_part_of_the_message(text):
    for part in shorter(text, telling):
        assert part.split()
        assert set(part.split()) <= set(text.split())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Who heads the union and when was it founded?", "Who heads the union"),
        ("When is the trade forum, and in which town?", "When is the trade forum,"),
        ("кто посол Норвании и когда он приехал", "кто посол Норвании"),
        ("When is the trade forum of Norvania and Belmark?", None),
        ("the forum and when it is", None),
        ("when and where is the forum", None),
    ],
)
def test_the_first_of_two_questions_is_found(text, first):
    assert first_asked(text) == first


@pytest.mark.parametrize(
    "around", ["Which {} do you have on file?", "which {} do you know of", "all the {} in your base"]
)
def test_what_is_asked_of_the_base_is_asked_of_the_world(around):
    asked = without_framing(around.format("ambassadors of Norvania"))
    assert asked in {
        "Which ambassadors of Norvania",
        "which ambassadors of Norvania",
        "all the ambassadors of Norvania",
    }


def test_the_first_of_two_questions_is_answered_where_the_second_has_no_answer():
    alone, both = (
        ask("Who is the president of Norvania?"),
        ask("Who is the president of Norvania and what is his salary?"),
    )
    assert (both.status, both.entries, both.shown) == (alone.status, alone.entries, alone.shown)


def test_two_questions_of_another_country_are_not_answered():
    assert ask("Who is the president of Grauland and when did he come to Norvania?").status != "answered"
