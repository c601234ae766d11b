import pytest

from bot.alerts.wishes import Named, Wish, is_wish, lead_time, wish

VISIT, TRADE, HERE = Named("type", "visit"), Named("theme", "trade"), Named("country", "here")
ENVOY, FATHER, SON = Named("entry", "envoy"), Named("entry", "father", 1), Named("entry", "son", 1)


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("remind me before the next visit", [VISIT], Wish("follow", "type", "visit", is_next=True)),
        ("Follow Kistafin", [ENVOY], Wish("follow", "entry", "envoy")),
        ("please follow everything", [], Wish("follow", "all")),
        ("subscribe to trade", [TRADE], Wish("follow", "theme", "trade")),
        ("notify me 3 days before visits", [VISIT], Wish("follow", "type", "visit", stages=("3d",))),
        (
            "remind us a week and one day before every visit",
            [VISIT],
            Wish("follow", "type", "visit", stages=("7d", "1d")),
        ),
        ("unfollow Kistafin", [ENVOY], Wish("unfollow", "entry", "envoy")),
        ("stop following trade", [TRADE], Wish("unfollow", "theme", "trade")),
        ("mute Kistafin", [ENVOY], Wish("mute", "entry", "envoy")),
        ("follow Kistafin on visits here", [HERE, VISIT, ENVOY], Wish("follow", "entry", "envoy")),
        ("follow the weather", [], Wish("follow", None)),
        ("follow Khan", [FATHER, SON], Wish("follow", "entry", choices=("father", "son"))),
        ("unfollow Khan", [FATHER, SON], Wish("unfollow", "entry", choices=("father", "son"))),
        (
            "notify me 3 days before Khan comes",
            [FATHER, SON, VISIT],
            Wish("follow", "entry", "", False, ("3d",), ("father", "son")),
        ),
        ("follow Kistafin and Khan", [ENVOY, FATHER, SON], Wish("follow", "entry", "envoy")),
        ("напомни перед следующим визитом", [VISIT], Wish("follow", "type", "visit", is_next=True)),
        ("Подпиши меня на визиты за 3 дня", [VISIT], Wish("follow", "type", "visit", stages=("3d",))),
        ("مجھے یاد دلائیں اگلا دورہ", [VISIT], Wish("follow", "type", "visit", is_next=True)),
        ("келесі сапар туралы хабарлаңыз", [VISIT], Wish("follow", "type", "visit", is_next=True)),
    ],
)
def test_a_wish_is_read(text, named, expected):
    assert wish(text, named) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "when is the next visit?",
        "who follows Kistafin?",
        "who is the ambassador",
        "tell me about the railway",
        "the following visits took place in 2025",
        "remind me who the ambassador is?",
        "follow " + "word " * 40,
    ],
)
def test_a_question_is_no_wish(text):
    assert not is_wish(text)
    assert wish(text, [ENVOY]) is None


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("a day before", ("1d",)),
        ("two hours before", ("1h",)),
        ("10 hours", ("12h",)),
        ("Nauryz 3d", ("3d",)),
        ("1h and 12 h", ("12h", "1h")),
        ("the visit of 3 December", None),
        ("a month and 3 days", ("30d", "3d")),
        ("за неделю", None),
        ("за 1 неделю", ("7d",)),
    ],
)
def test_a_length_of_time_becomes_the_nearest_stage(text, stages):
    assert lead_time(text) == stages
