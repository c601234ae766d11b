"""How a refusal names the time for which nobody is known in an office."""

import pytest
from answers_samples import ask


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("who was the president of Norvania in 2010", "2010"),
        ("who was the president of Norvania in December 2003", "2003-12-01 to 2003-12-31"),
        ("who was the president of Norvania on 4 March 2003", "2003-03-04"),
        ("who was the president of Norvania before 2005", "2005"),
        ("who was the president of Norvania between 2003 and 2005", "2003-01-01 to 2005-12-31"),
    ],
)
def test_a_time_without_a_known_holder_is_named_as_it_was_asked(question, detail):
    answer = ask(question)
    assert (answer.status, str(answer.reason)) == ("unknown", f"year: {detail}")


def test_a_time_named_by_an_event_is_named_by_its_own_days():
    answer = ask("Who was the foreign minister of Belmark when Mirela Tandor came to Norvania?")
    assert (answer.status, str(answer.reason)) == ("unknown", "year: 2023-05-10 to 2023-05-11")
