"""Who held which office when."""

from datetime import date

import pytest
from answers_samples import TODAY, ask, base, ids, lines, reason

from bot.answers.offices import current, filtered, holdings, in_window, neighbour
from bot.answers.times import Window
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Knowledge, Office, Words

TO_BELMARK = ("davin-korel", "selma-irvane", "teron-walden")


def envoys():
    return filtered(holdings(base()), {"ambassador"}, "norvania", "belmark")


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Who is the president of Norvania?", "arlen-voskar"),
        ("Belmark's head of state?", "mirela-tandor"),
        ("foreign minister of Belmark", "lorin-hask"),
        ("Who is the ambassador of Norvania to Belmark?", "teron-walden"),
        ("Who is the ambassador of Belmark to Norvania?", "ines-halvar"),
        ("Belmark's ambassador in Norvik", "ines-halvar"),
        ("норванский посол в Белмарке", "teron-walden"),
        ("Норванияның Белмарктегі елшісі кім", "teron-walden"),
        ("نوروانیا کا بیلمارک میں سفیر کون ہے", "teron-walden"),
        ("belmark mein norvania ka safeer kaun hai", "teron-walden"),
        ("who was the first ambassador of Norvania to Belmark", "davin-korel"),
    ],
)
def test_the_holder_of_an_office_is_named_with_the_office(question, holder):
    answer = ask(question)
    assert (answer.status, ids(answer), answer.shown) == ("answered", (holder,), (f"{holder}#office-1",))


@pytest.mark.parametrize(
    ("time", "holder"),
    [
        ("in 2015", "davin-korel"),
        ("in 2018", "davin-korel"),
        ("in May 2016", "davin-korel"),
        ("in 2022", "selma-irvane"),
        ("in March 2021", "selma-irvane"),
        ("in 2024", "teron-walden"),
        ("when Mirela Tandor came to Norvania", "selma-irvane"),
    ],
)
def test_who_held_it_then_is_named(time, holder):
    assert ids(ask(f"Who was the ambassador of Norvania to Belmark {time}?")) == (holder,)


@pytest.mark.parametrize("time", ["in 2005", "in 2014", "in 2019", "in 2020", "in August 2018", "in December 2023"])
def test_a_time_without_a_known_holder_is_refused_and_named(time):
    answer = ask(f"Who was the ambassador of Norvania to Belmark {time}?")
    assert (answer.status, reason(answer)) == ("unknown", "year")
    assert set(answer.near) <= set(TO_BELMARK)
    assert answer.near


def test_several_holders_in_a_stretch_are_listed_in_order():
    answer = ask("Who was ambassador of Norvania to Belmark between 2016 and 2022?")
    assert lines(answer) == ("davin-korel", "selma-irvane")


@pytest.mark.parametrize(
    "question",
    [
        "list all ambassadors of Norvania to Belmark",
        "which ambassadors of Norvania to Belmark do you have on file?",
        "послы Норвании в Белмарке",
    ],
)
def test_all_holders_are_listed_in_order(question):
    assert lines(ask(question)) == TO_BELMARK


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("who was ambassador before Selma Irvane", "davin-korel"),
        ("who came after Davin Korel as ambassador of Norvania to Belmark", "selma-irvane"),
        ("who succeeded Selma Irvane as ambassador", "teron-walden"),
        ("Who took over after Selma Irvane?", "teron-walden"),
        ("who came before Selma Irvane", "davin-korel"),
    ],
)
def test_the_next_and_the_one_before_are_named(question, holder):
    assert ids(ask(question)) == (holder,)


@pytest.mark.parametrize(
    ("question", "detail", "person"),
    [
        ("who was ambassador after Teron Walden", "after", "teron-walden"),
        ("who was ambassador before Davin Korel", "before", "davin-korel"),
    ],
)
def test_nobody_is_made_up_before_the_first_and_after_the_last(question, detail, person):
    answer = ask(question)
    assert (answer.status, str(answer.reason), answer.near) == ("unknown", f"office: {detail}", (person,))


@pytest.mark.parametrize(
    ("question", "kind", "detail"),
    [
        ("ambassador of Grauland to Belmark", "country", "Grauland"),
        ("who is the ambassador of Norvania to Tarkovia", "country", "Tarkovia"),
        ("who is the president of Zemblia", "country", "Zemblia"),
        ("посол Грауланда в Белмарке", "country", "Grauland"),
        ("who is the foreign minister of Norvania", "role", "foreign minister"),
        ("who was the president of Norvania in 2010", "year", "2010"),
    ],
)
def test_offices_the_base_does_not_have_are_refused(question, kind, detail):
    answer = ask(question)
    assert answer.status == "unknown"
    assert answer.reason is not None
    assert (answer.reason.kind, answer.reason.detail) == (kind, detail)


def test_a_question_that_says_more_is_no_office_question():
    assert "#office" not in "".join(ask("Which order did the president of Belmark give Arlen Voskar?").shown)


def test_sightings_are_no_term():
    (selma,) = [h for h in envoys() if h.entry.id == "selma-irvane"]
    assert (selma.first, selma.last) == (date(2021, 3, 1), date(2023, 10, 31))
    assert selma.ref == "selma-irvane#office-1"


def held(**dates: str | tuple[str, str]) -> tuple[date | None, date | None]:
    read = {
        key: tuple(map(FuzzyDate.parse, value)) if isinstance(value, tuple) else FuzzyDate.parse(value)
        for key, value in dates.items()
    }
    entry = Entry("one", "official", "One", offices=(Office("Keeper", **read),))  # type: ignore[arg-type]
    (found,) = holdings(Knowledge({"one": entry}, {}, About(title="Keepers"), Words(), "1"))
    return found.first, found.last


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ({"start": "2020", "end": "2022-05"}, date(2020, 1, 1), date(2022, 5, 31)),
        ({"start": "2020-02-03"}, date(2020, 2, 3), date(2020, 2, 3)),
        ({"attested": ("2020-02", "2021-03")}, date(2020, 2, 1), date(2021, 3, 31)),
        ({"start": "2020-02-03", "attested": ("2021", "2022")}, date(2020, 2, 3), date(2022, 12, 31)),
        ({"end": "2022-05-01", "attested": ("2021-01", "2021-02")}, date(2021, 1, 1), date(2022, 5, 1)),
        ({}, None, None),
    ],
)
def test_an_office_is_known_from_its_first_to_its_last_day(dates, first, last):
    assert held(**dates) == (first, last)


def test_the_present_holder_is_nobody_whose_term_has_ended():
    korel = tuple(h for h in envoys() if h.entry.id == "davin-korel")
    assert current(korel, TODAY) is None
    assert current(korel, date(2018, 6, 30)) is not None
    assert current((), TODAY) is None


def test_a_stretch_of_time_has_its_holders_in_order():
    window = Window(date(2018, 6, 30), date(2021, 3, 1), "range")
    assert [h.entry.id for h in in_window(envoys(), window)] == ["davin-korel", "selma-irvane"]
    assert in_window(envoys(), Window(date(2019, 1, 1), date(2019, 12, 31), "year")) == ()


def test_a_stranger_has_no_neighbours():
    assert neighbour(envoys(), "ines-halvar", after=True) is None
