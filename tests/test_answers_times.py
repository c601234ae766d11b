"""Times named in a question."""

from datetime import date, timedelta

import pytest
from answers_samples import TODAY, texts, window
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.grammar import MONTHS, RELATIVE, SEASONS
from bot.answers.times import Window, month_window

#: Asked on 21 November 2026, a Saturday: text, first day, last day, precision.
NAMED = (
    ("in 2003", "2003-01-01", "2003-12-31", "year"),
    ("в 2003 году", "2003-01-01", "2003-12-31", "year"),
    ("2003 жылы", "2003-01-01", "2003-12-31", "year"),
    ("۲۰۰۳ میں", "2003-01-01", "2003-12-31", "year"),
    ("does it start in 2027", "2027-01-01", "2027-12-31", "year"),
    ("when will it end in 2027", "2027-01-01", "2027-12-31", "year"),
    ("at the start of 2027", "2027-01-01", "2027-04-30", "season"),
    ("at the close of 2022", "2022-09-01", "2022-12-31", "season"),
    ("did the office close in 2022", "2022-01-01", "2022-12-31", "year"),
    ("late in 2027", "2027-09-01", "2027-12-31", "season"),
    ("do hazar pachees mein", "2025-01-01", "2025-12-31", "year"),
    ("دو ہزار بائیس میں", "2022-01-01", "2022-12-31", "year"),
    ("انیس سو بانوے میں", "1992-01-01", "1992-12-31", "year"),
    ("das february 2026 ko", "2026-02-10", "2026-02-10", "day"),
    ("2015 se 2018 tak", "2015-01-01", "2018-12-31", "range"),
    ("between 2015 and 2018", "2015-01-01", "2018-12-31", "range"),
    ("from 2018 to 2015", "2015-01-01", "2018-12-31", "range"),
    ("2015-2018", "2015-01-01", "2018-12-31", "range"),
    ("2015 жылдан 2018 жылға дейінгі", "2015-01-01", "2018-12-31", "range"),
    ("2024 жылғы наурыздан маусымға дейін", "2024-03-01", "2024-06-30", "range"),
    ("в две тысячи третьем", "2003-01-01", "2003-12-31", "year"),
    ("в две тысячи двадцать пятом году", "2025-01-01", "2025-12-31", "year"),
    ("тысяча девятьсот девяносто второй год", "1992-01-01", "1992-12-31", "year"),
    ("екі мың үшінші жылы", "2003-01-01", "2003-12-31", "year"),
    ("в начале 2025 года", "2025-01-01", "2025-04-30", "season"),
    ("2025 жылдың соңында", "2025-09-01", "2025-12-31", "season"),
    ("in the second quarter of 2025", "2025-04-01", "2025-06-30", "season"),
    ("во втором полугодии 2025", "2025-07-01", "2025-12-31", "season"),
    ("с 2015 по 2018", "2015-01-01", "2018-12-31", "range"),
    ("in May 2023", "2023-05-01", "2023-05-31", "month"),
    ("февраль 2024", "2024-02-01", "2024-02-29", "month"),
    ("فروری 2026", "2026-02-01", "2026-02-28", "month"),
    ("2026 жылғы ақпанда", "2026-02-01", "2026-02-28", "month"),
    ("from March to June 2024", "2024-03-01", "2024-06-30", "range"),
    ("2023-05", "2023-05-01", "2023-05-31", "month"),
    ("on 2023-05-10", "2023-05-10", "2023-05-10", "day"),
    ("10 May 2023", "2023-05-10", "2023-05-10", "day"),
    ("May 10th, 2023", "2023-05-10", "2023-05-10", "day"),
    ("10 мая 2023", "2023-05-10", "2023-05-10", "day"),
    ("20.12.1991", "1991-12-20", "1991-12-20", "day"),
    ("in July 23", "2023-07-01", "2023-07-31", "month"),
    ("July 23", "2026-07-23", "2026-07-23", "day"),
    ("FY2012", "2012-01-01", "2012-12-31", "year"),
    ("in December", "2026-12-01", "2026-12-31", "month"),
    ("in October", "2026-10-01", "2026-10-31", "month"),
    ("in february", "2026-02-01", "2026-02-28", "month"),
    ("2017го", "2017-01-01", "2017-12-31", "year"),
    ("coming up in november", "2026-11-01", "2026-11-30", "month"),
    ("next november", "2027-11-01", "2027-11-30", "month"),
    ("coming up in october", "2027-10-01", "2027-10-31", "month"),
    ("what will April bring", "2027-04-01", "2027-04-30", "month"),
    ("coming in spring", "2027-03-01", "2027-05-31", "season"),
    ("coming this winter", "2026-12-01", "2027-02-28", "season"),
    ("next february", "2027-02-01", "2027-02-28", "month"),
    ("today", "2026-11-21", "2026-11-21", "day"),
    ("yesterday", "2026-11-20", "2026-11-20", "day"),
    ("завтра", "2026-11-22", "2026-11-22", "day"),
    ("the tenth of August 2026", "2026-08-10", "2026-08-10", "day"),
    ("fifth February 2026", "2026-02-05", "2026-02-05", "day"),
    ("пятого февраля 2026", "2026-02-05", "2026-02-05", "day"),
    ("the twenty-third of March", "2026-03-23", "2026-03-23", "day"),
    ("thirtieth of March", "2026-03-30", "2026-03-30", "day"),
    ("двадцать пятого декабря 2025", "2025-12-25", "2025-12-25", "day"),
    ("семнадцатого марта", "2026-03-17", "2026-03-17", "day"),
    ("он алтыншы желтоқсан 2025", "2025-12-16", "2025-12-16", "day"),
    ("жиырма бесінші қазанда", "2026-10-25", "2026-10-25", "day"),
    ("پچیس دسمبر 2025", "2025-12-25", "2025-12-25", "day"),
    ("یکم مئی", "2026-05-01", "2026-05-01", "day"),
    ("چھٹی اگست سے", "2026-08-01", "2026-08-31", "month"),
    ("this week", "2026-11-16", "2026-11-22", "range"),
    ("next week", "2026-11-23", "2026-11-29", "range"),
    ("last month", "2026-10-01", "2026-10-31", "month"),
    ("в прошлом месяце", "2026-10-01", "2026-10-31", "month"),
    ("agle mahine", "2026-12-01", "2026-12-31", "month"),
    ("next year", "2027-01-01", "2027-12-31", "year"),
    ("last year", "2025-01-01", "2025-12-31", "year"),
    ("پچھلے سال", "2025-01-01", "2025-12-31", "year"),
    ("былтыр", "2025-01-01", "2025-12-31", "year"),
    ("биыл", "2026-01-01", "2026-12-31", "year"),
    ("summer 2025", "2025-06-01", "2025-08-31", "season"),
    ("зимой 2025", "2025-12-01", "2026-02-28", "season"),
    ("this winter", "2026-12-01", "2027-02-28", "season"),
    ("in the autumn", "2026-09-01", "2026-11-30", "season"),
    ("last December", "2025-12-01", "2025-12-31", "month"),
    ("last March", "2026-03-01", "2026-03-31", "month"),
    ("in June last year", "2025-06-01", "2025-06-30", "month"),
    ("last year in April", "2025-04-01", "2025-04-30", "month"),
    ("27 November last year", "2025-11-27", "2025-11-27", "day"),
    ("in March next year", "2027-03-01", "2027-03-31", "month"),
    ("in January this year", "2026-01-01", "2026-01-31", "month"),
    ("December four years ago", "2022-12-01", "2022-12-31", "month"),
    ("в июне прошлого года", "2025-06-01", "2025-06-30", "month"),
    ("پچھلے سال جون میں", "2025-06-01", "2025-06-30", "month"),
    ("өткен жылдың маусымында", "2025-06-01", "2025-06-30", "month"),
    ("last autumn", "2025-09-01", "2025-11-30", "season"),
    ("last summer", "2026-06-01", "2026-08-31", "season"),
    ("this past winter", "2025-12-01", "2026-02-28", "season"),
    ("the spring of last year", "2025-03-01", "2025-05-31", "season"),
    ("прошлой осенью", "2025-09-01", "2025-11-30", "season"),
    ("осенью прошлого года", "2025-09-01", "2025-11-30", "season"),
    ("the year before last", "2024-01-01", "2024-12-31", "year"),
    ("three years ago", "2023-01-01", "2023-12-31", "year"),
    ("in June twenty-four years ago", "2002-06-01", "2002-06-30", "month"),
    ("eleven years ago", "2015-01-01", "2015-12-31", "year"),
    ("двадцать один год назад", "2005-01-01", "2005-12-31", "year"),
    ("он бір жыл бұрын", "2015-01-01", "2015-12-31", "year"),
    ("گیارہ سال پہلے", "2015-01-01", "2015-12-31", "year"),
    ("в октябре 96-го", "1996-10-01", "1996-10-31", "month"),
    ("в июле 93", "1993-07-01", "1993-07-31", "month"),
    ("в 22-м году", "2022-01-01", "2022-12-31", "year"),
    ("в четырнадцатом году", "2014-01-01", "2014-12-31", "year"),
    ("a decade ago", "2016-01-01", "2016-12-31", "year"),
    ("три года назад", "2023-01-01", "2023-12-31", "year"),
    ("год назад", "2025-01-01", "2025-12-31", "year"),
    ("تین سال پہلے", "2023-01-01", "2023-12-31", "year"),
    ("teen saal pehle", "2023-01-01", "2023-12-31", "year"),
    ("үш жыл бұрын", "2023-01-01", "2023-12-31", "year"),
    ("two months ago", "2026-09-01", "2026-09-30", "month"),
    ("три дня назад", "2026-11-18", "2026-11-18", "day"),
    ("in the mid 1990s", "1990-01-01", "1999-12-31", "range"),
    ("the 90s", "1990-01-01", "1999-12-31", "range"),
    ("в 1990-х годах", "1990-01-01", "1999-12-31", "range"),
    ("twenty twenty two", "2022-01-01", "2022-12-31", "year"),
    ("in nineteen ninety one", "1991-01-01", "1991-12-31", "year"),
    ("in February twenty fifteen", "2015-02-01", "2015-02-28", "month"),
    ("between January and March", "2026-01-01", "2026-03-31", "range"),
    ("from March to May", "2026-03-01", "2026-05-31", "range"),
    ("March-May", "2026-03-01", "2026-05-31", "range"),
    ("from December to February", "2026-12-01", "2027-02-28", "range"),
    ("in May and June", "2026-05-01", "2026-05-31", "month"),
    ("между мартом и августом", "2026-03-01", "2026-08-31", "range"),
    ("с сентября по ноябрь", "2026-09-01", "2026-11-30", "range"),
    ("мамырдан қыркүйекке дейін", "2026-05-01", "2026-09-30", "range"),
    ("مارچ سے اگست تک", "2026-03-01", "2026-08-31", "range"),
    ("march se august tak", "2026-03-01", "2026-08-31", "range"),
    ("9th to 20th November", "2026-11-09", "2026-11-20", "range"),
    ("9-20 November 2025", "2025-11-09", "2025-11-20", "range"),
    ("on the 3rd or 4th of February", "2026-02-03", "2026-02-04", "range"),
    ("с 3 по 4 февраля 2026", "2026-02-03", "2026-02-04", "range"),
    ("in the next 30 days", "2026-11-21", "2026-12-21", "range"),
    ("в ближайшие две недели", "2026-11-21", "2026-12-05", "range"),
    ("last week", "2026-11-09", "2026-11-15", "range"),
    ("in the last three years", "2023-11-21", "2026-11-21", "range"),
    ("over the past decade", "2016-11-21", "2026-11-21", "range"),
    ("за последние два месяца", "2026-09-21", "2026-11-21", "range"),
)


@pytest.mark.parametrize(("text", "first", "last", "precision"), NAMED)
def test_a_time_is_read_as_a_stretch_of_days(text, first, last, precision):
    found = window(text)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "who is the ambassador",
        "may I ask something",
        "a march of workers",
        "12345",
        "1850",
        "room 20",
        "fall apart",
        "how many years ago",
        "did exports fall",
    ],
)
def test_no_time_is_read_where_none_is_named(text):
    assert window(text) is None


@pytest.mark.parametrize("text", ["on 31 February 2024", "2024-02-31", "30 февраля 2024"])
def test_a_day_that_does_not_exist_is_read_as_its_month(text):
    found = window(text)
    assert found is not None
    assert (found.first, found.last) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(("text", "relative"), [("last year", True), ("in May", True), ("in 2025", False)])
def test_times_named_from_today_are_told_apart(text, relative):
    found = window(text)
    assert found is not None
    assert found.relative is relative


days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
#: Words of time in any order, where mistakes of reading would sit.
times = st.lists(
    st.one_of(
        st.sampled_from(sorted([*MONTHS, *SEASONS, "in", "from", "to", "next", "last", "of", "and"])),
        st.sampled_from([" ".join(phrase) for phrase, _ in RELATIVE]),
        st.integers(0, 2100).map(str),
        st.sampled_from(["00", "02", "31", "31st", "13", "2024", "1999", "2099", "1900"]),
    ),
    max_size=6,
).map(" ".join)


@given(st.one_of(texts, times), days)
def test_any_text_names_a_stretch_of_days_or_none(text, today):
    found = window(text, today)
    assert found is None or found.first <= found.last


@given(times, days)
def test_a_time_stands_at_words_of_the_question(text, today):
    found = window(text, today)
    if found is not None:
        assert found.places
        assert all(0 <= place < len(text.replace("-", " ").split()) for place in found.places)


@given(days, days, days, days)
def test_overlapping_is_mutual(one, two, three, four):
    first, second = Window(min(one, two), max(one, two), "range"), Window(min(three, four), max(three, four), "range")
    assert first.overlaps(second.first, second.last) == second.overlaps(first.first, first.last)
    assert first.overlaps(None, None)
    assert not first.overlaps(first.last + timedelta(days=1), None)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year, month):
    found = month_window(year, month)
    assert (found.last + timedelta(days=1)).day == 1
    assert found.first.month == found.last.month == month


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in 2003", "2003"),
        ("in May 2023", "2023-05-01 to 2023-05-31"),
        ("on 10 May 2023", "2023-05-10"),
        ("between 2015 and 2018", "2015-01-01 to 2018-12-31"),
    ],
)
def test_a_time_has_a_name(text, name):
    named = window(text)
    assert named is not None
    assert named.name == name


def test_a_time_without_a_beginning_is_named_by_what_it_is_before():
    assert Window(date.min, date(2025, 12, 31), "range").name == "before 2026"


def test_the_day_of_asking_decides_what_last_year_is():
    before, after = window("last year", TODAY), window("last year", date(2030, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.first.year, after.first.year) == (2025, 2029)
