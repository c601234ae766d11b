"""Greetings, thanks and the like."""

import pytest
from answers_samples import ask, ids, texts
from hypothesis import given

from bot.answers.answer import Thread
from bot.answers.smalltalk import small_talk

TALK = {
    "greeting": ["Hi", "hello!", "Good morning", "Assalam o Alaikum", "Привет", "Сәлем", "السلام علیکم", "hello there"],
    "wellbeing": ["How are you?", "как дела", "қалайсың", "kya haal hai", "Hi, how are you?"],
    "thanks": ["thanks", "Thank you so much!", "рахмет", "شکریہ", "shukriya", "ok thanks"],
    "bye": ["bye", "До свидания", "сау болыңыз", "خدا حافظ", "thanks, bye"],
    "who": ["who are you?", "кто ты", "сен кімсің", "آپ کون ہیں"],
    "human": ["are you a bot?", "Are you human", "ты бот?"],
    "can": ["help", "What can you do?", "что ты умеешь", "көмек", "مدد"],
    "praise": ["good bot", "молодец", "زبردست"],
    "blame": ["you are stupid", "плохой бот"],
    "ok": ["ok", "да", "жоқ", "👍", "🙂"],
    "test": ["test", "ping", "are you there?"],
    "laugh": ["lol", "хаха"],
    "language": ["in russian please", "translate it to urdu", "на русском", "қазақша айтыңыз", "urdu mein batao"],
}


@pytest.mark.parametrize(("talk", "text"), [(talk, text) for talk, several in TALK.items() for text in several])
def test_small_talk_is_recognised(talk, text):
    assert small_talk(text) == talk
    answer = ask(text)
    assert (answer.status, answer.talk, answer.entries, answer.shown) == ("chat", talk, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Who is the president of Norvania?",
        "hello who is the president",
        "thanks, but when was it?",
        "who made the lake railway",
        "help of Norvania to Belmark",
        "what is this agreement",
        "test of the lake railway",
        "?",
        "؟",
        "",
        "   ",
        "hi " * 20,
    ],
)
def test_a_question_is_no_small_talk(text):
    assert small_talk(text) is None


def test_a_greeting_does_not_change_the_answer():
    plain = ask("When was the second session of the joint commission?")
    assert ids(ask("Good morning, When was the second session of the joint commission?")) == ids(plain)


def test_small_talk_leaves_the_thread_as_it_was():
    thread = Thread(("ferry",), ("ferry#1",), "Is there a ferry?")
    assert ask("thanks", thread).thread == thread


@given(texts)
def test_any_text_is_small_talk_or_not(text):
    assert small_talk(text) is None or small_talk(text) in TALK
