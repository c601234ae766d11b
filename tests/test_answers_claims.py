"""Offices that a question says somebody holds."""

import pytest
from answers_samples import ask, engine, reading

from bot.answers.claims import never_held


@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("When did Mirela Tandor become foreign minister?", "role: foreign-minister"),
        ("Arlen Voskar as ambassador, which years?", "role: ambassador"),
        ("From when to when was Selma Irvane president?", "role: president"),
        ("When was Selma Irvane the ambassador of Belmark?", "country: belmark"),
        ("Selma Irvane safeer kab bani", None),
        ("When was Selma Irvane ambassador of Norvania?", None),
        ("What did ambassador Selma Irvane tell the president?", None),
        ("Did Arlen Voskar meet the foreign minister?", None),
        ("Who was the ambassador before Selma Irvane?", None),
        ("Was Arlen Voskar or Mirela Tandor foreign minister?", None),
        ("Was Arlen Voskar president or foreign minister?", None),
    ],
)
def test_an_office_that_somebody_never_held_is_noticed(question, against):
    found = never_held(reading(question), engine().searcher)
    assert (str(found) if found else None) == against


def test_a_question_on_an_office_that_somebody_never_held_is_refused():
    answer = ask("When did Mirela Tandor become foreign minister?")
    assert (answer.status, str(answer.reason)) == ("unknown", "role: foreign-minister")
