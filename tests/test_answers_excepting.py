"""Lists less what is left out."""

import pytest
from answers_samples import ask, ids, lines


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("list visits except that of Lorin Hask", ("visit-norvik-2023", "visit-belport-2024", "visit-belport-2027")),
        ("list visits other than Lorin Hask's", ("visit-norvik-2023", "visit-belport-2024", "visit-belport-2027")),
        ("who visited Norvania besides Lorin Hask", ("visit-norvik-2023",)),
        ("besides Lorin Hask, who visited Norvania", ("visit-norvik-2023",)),
        ("which visits took place apart from the visit of September 2024", ("visit-norvik-2023", "visit-norvik-2026")),
        ("what happened in 2023 except visits", ("customs-agreement",)),
        ("список визитов кроме визита Лорина Хаска", ("visit-norvik-2023", "visit-belport-2024", "visit-belport-2027")),
    ],
)
def test_what_is_left_out_is_not_listed(question, found):
    assert lines(ask(question)) == found


def test_where_nothing_else_is_known_what_is_left_out_is_no_answer():
    answer = ask("who visited Norvania in 2023 other than Mirela Tandor")
    assert (answer.status, ids(answer)) == ("unknown", ())
