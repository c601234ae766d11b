"""Who held an office before the present holder, who is new in it, who was first, who comes next."""

import pytest
from answers_samples import ask, ids, lines, reason


@pytest.mark.parametrize(
    "question",
    [
        "previous ambassador of Norvania to Belmark",
        "Who was Norvania's ambassador to Belmark before the current one?",
        "who was the predecessor of the present ambassador of Norvania",
        "предыдущий посол Норвании в Белмарке",
        "кто был послом Норвании до нынешнего",
        "نوروانیا کے پچھلے سفیر کون تھے",
        "norvania ke pichle safeer kaun the",
        "Норванияның алдыңғы елшісі кім",
    ],
)
def test_the_one_before_the_present_holder_is_named(question):
    assert ids(ask(question)) == ("selma-irvane",)


@pytest.mark.parametrize("question", ["кто был послом до Терона Валдена", "who was the ambassador before Teron Walden"])
def test_the_one_before_somebody_is_of_the_same_country(question):
    assert ids(ask(question)) == ("selma-irvane",)


def test_where_nobody_is_known_before_the_present_holder_that_is_said():
    answer = ask("previous ambassador of Belmark to Norvania")
    assert (answer.status, str(answer.reason), answer.near) == ("unknown", "office: before", ("ines-halvar",))


@pytest.mark.parametrize(
    "question",
    [
        "the new ambassador of Norvania",
        "who is the newly appointed ambassador of Norvania to Belmark?",
        "latest ambassador of Norvania to Belmark",
        "новый посол Норвании",
        "نوروانیا کے نئے سفیر کون ہیں",
        "Норванияның жаңа елшісі кім",
        "кто до сих пор посол Норвании",
    ],
)
def test_the_new_one_is_the_one_seen_last(question):
    assert ids(ask(question)) == ("teron-walden",)


@pytest.mark.parametrize(
    "question",
    ["next ambassador of Norvania", "who will replace the ambassador of Norvania", "следующий посол Норвании"],
)
def test_nobody_is_made_up_as_the_next_one(question):
    answer = ask(question)
    assert (answer.status, str(answer.reason), answer.near) == ("unknown", "office: after", ("teron-walden",))


@pytest.mark.parametrize("question", ["former ambassadors of Norvania to Belmark", "бывшие послы Норвании в Белмарке"])
def test_former_holders_are_all_but_the_present_one(question):
    assert lines(ask(question)) == ("davin-korel", "selma-irvane")


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("who was ambassador of Norvania to Belmark before 2021", "davin-korel"),
        ("кто был послом Норвании в Белмарке до 2023", "selma-irvane"),
        ("2021 se pehle norvania ka safeer kaun tha", "davin-korel"),
        ("who has been ambassador of Norvania to Belmark since 2024", "teron-walden"),
    ],
)
def test_before_a_time_is_the_last_one_before_it(question, holder):
    assert ids(ask(question)) == (holder,)


def test_since_a_time_are_all_who_followed():
    assert lines(ask("ambassadors of Norvania to Belmark since 2021")) == ("selma-irvane", "teron-walden")


@pytest.mark.parametrize("question", ["second president of Belmark", "who was the third ambassador of Norvania"])
def test_another_than_the_first_is_not_told_by_number(question):
    answer = ask(question)
    assert (answer.status, reason(answer)) == ("unknown", "ordinal")
    assert answer.near


@pytest.mark.parametrize("question", ["first president of Belmark", "who was the first ambassador of Norvania"])
def test_the_first_is_named_where_the_beginning_is_known(question):
    assert len(ids(ask(question))) == 1
