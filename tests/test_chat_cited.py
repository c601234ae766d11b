""" "Source?" after an answer: the sources of what was shown come first, those of the rest are counted on a button."""

from chat_samples import BASE, TODAY

from bot.answers.answer import Answer, Scored
from bot.chat.html import plain
from bot.chat.messages import answer_message, sources_of


def asked(*shown: str) -> Answer:
    entry = shown[0].partition("#")[0]
    return Answer("source?", "answered", "sources", (Scored(entry, 1.0),), shown)


def labels(answer: Answer) -> list[str]:
    return [button.text for row in answer_message(answer, BASE, TODAY).buttons for button in row]


def test_the_sources_of_the_facts_shown_are_named_and_no_others() -> None:
    answer = asked("state-visit-2026-02#guests")
    assert plain(answer_message(answer, BASE, TODAY).html) == (
        "1 source of what was shown: State visit to Northland\n\n1. Visit ends. Daily, February 2026"
    )
    assert [source.id for source in sources_of(answer, BASE)] == ["daily"]
    assert labels(answer) == ["All sources (4)", "State visit to Northland (2026)"]


def test_several_facts_share_one_list_best_first() -> None:
    answer = asked("railway#cost", "railway#state")
    assert [source.id for source in sources_of(answer, BASE)] == ["daily", "blog"]
    assert plain(answer_message(answer, BASE, TODAY).html).startswith("2 sources: Northland railway")


def test_of_an_office_its_own_sources_are_named() -> None:
    assert [source.id for source in sources_of(asked("ann-example#office-2"), BASE)] == ["gazette"]


def test_what_was_shown_of_other_entries_is_left_out() -> None:
    answer = asked("state-visit-2026-02#guests", "border#1")
    assert [source.id for source in sources_of(answer, BASE)] == ["daily"]
