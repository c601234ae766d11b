from pathlib import Path

import pytest

from bot.alerts.errands import errand
from bot.evaluation.questions import read_files

DATA = Path(__file__).with_name("data")


def does(text):
    found = errand(text)
    return found and found.does


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "Stop!",
        "please stop",
        "stop sending me alerts",
        "stop all alerts",
        "unsubscribe",
        "unsubscribe me from everything",
        "mute",
        "turn off notifications",
        "turn the alerts off",
        "how do I stop the reminders?",
        "don't send me alerts any more",
        "I don’t want any alerts",
        "no more alerts",
        "cancel my subscriptions",
        "leave me alone",
        "стоп",
        "отпишись",
        "отключи уведомления",
        "не присылай мне больше уведомления",
        "بند کرو",
        "الرٹ بند کریں",
        "مجھے اطلاعات مت بھیجو",
        "alerts band karo",
        "mujhe alerts mat bhejo",
        "тоқта",
        "ескертулерді тоқтат",
        "жазылымнан бас тарту",
    ],
)
def test_an_end_of_the_alerts_is_understood_in_plain_words(text):
    assert does(text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "what am I following?",
        "what do we follow here",
        "What am I subscribed to?",
        "which alerts do I get?",
        "my subscriptions",
        "show me my alerts",
        "на что я подписан?",
        "мои подписки",
        "میں کیا فالو کر رہا ہوں؟",
        "main kya follow kar raha hun",
        "meri subscriptions dikhao",
        "мен неге жазылғанмын?",
        "менің жазылымдарым",
    ],
)
def test_a_look_at_what_is_followed_is_understood_in_plain_words(text):
    assert does(text) == "list"


@pytest.mark.parametrize("text", ["pause", "pause the alerts", "pause alerts for 3 days", "пауза на 3 дня"])
def test_a_pause_is_understood_in_plain_words(text):
    assert does(text) == "pause"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "cancel",
        "stop the railway",
        "when did trade stop?",
        "did the war stop",
        "is the border closed?",
        "border band karo",
        "بارڈر بند ہے",
        "what does Pakistan follow",
        "who follows Kistafin?",
        "which agreements are in force",
        "what is new",
        "отключили ли газ",
        "stop " * 20,
    ],
)
def test_what_is_about_the_world_is_no_errand(text):
    assert errand(text) is None


def test_no_question_of_the_world_is_taken_for_an_errand():
    asked = read_files([DATA / "dev.yaml", DATA / "conversations.yaml"])
    assert [one.q for one in (*asked.questions, *asked.turns) if errand(one.q) is not None] == []
