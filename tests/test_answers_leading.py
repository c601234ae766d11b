"""Who leads something, said with a verb of leading."""

import pytest
from answers_samples import TODAY, ask, engine, reading

from bot.answers.leading import led
from bot.answers.office_asked import roles_of


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("кто возглавляет министерство иностранных дел Норвании", "foreign-minister"),
        ("Кто стоит во главе министерства иностранных дел Норвании?", "foreign-minister"),
        ("Кто руководит мининостранных дел Норвании?", "foreign-minister"),
        ("Who is the head of the foreign ministry of Norvania?", "foreign-minister"),
        ("Норванияның сыртқы істер министрлігін кім басқарады?", "foreign-minister"),
        ("Who leads the state in Norvania?", "president"),
    ],
)
def test_who_leads_something_holds_its_office(question, office):
    found = led(reading(question), engine().tools, TODAY)
    assert found is not None
    assert roles_of(found) == {office}
    assert str(ask(question).reason).startswith(("role: foreign minister", "office: President"))


@pytest.mark.parametrize("question", ["Who headed the delegation to Norvik?", "кто возглавлял делегацию"])
def test_who_leads_what_is_no_body_holds_no_office(question):
    assert led(reading(question), engine().tools, TODAY) is None
