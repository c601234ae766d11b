"""The event before or after another in its row: "and the one before that?", "the next session?"."""

from __future__ import annotations

from bot.answers.grammar import MONTHS
from bot.answers.lexicon import numbered
from bot.answers.question import Reading
from bot.answers.text import folded_set, tokens
from bot.answers.tools import Tools
from bot.answers.wanted import day_of
from bot.knowledge.entries import Entry

#: A question of more words is no mere "and in 2003?" or "and the one before that?".
MOST_ASKED = 8
_EARLIER = folded_set(
    "before previous earlier prior предыдущий предыдущая предыдущее раньше پہلے پچھلا پچھلی pehle pichla алдыңғы"
)
_LATER = folded_set(
    "after following later next следующий следующая следующее позже بعد اگلا اگلی baad agla agli келесі кейінгі"
)
_ELSE = folded_set(
    "one ones session meeting round visit summit time which year when what was it its that this those there и а то то "
    "был была было сессия заседание визит встреча وہ اس کا کی wo woh uska uski ол оның"
)


def sibling(reading: Reading, main: Entry | None, tools: Tools) -> Entry | None:
    """The neighbour of the event `main` in its row, by number where they are counted, else by date.

    None where something else is asked, or the base has no such event.
    """
    words = {token.word for token in reading.words}
    back, on = words & _EARLIER, words & _LATER
    if main is None or main.kind != "event" or bool(back) == bool(on) or len(reading.words) > MOST_ASKED:
        return None
    if any(reading.words[i].word not in _EARLIER | _LATER | _ELSE for i in reading.content):
        return None
    row = [entry for entry in tools.searcher.entries if _is_of_row(entry, main, tools)]
    numbers = _ordinals(main, tools)
    if numbers:
        wanted = numbers[0] + (-1 if back else 1)
        return next((entry for entry in row if wanted in _ordinals(entry, tools)), None)
    if main.when is None:
        return None
    dated = sorted((entry for entry in row if entry.when), key=day_of, reverse=bool(back))
    return next((e for e in dated if (day_of(e) < day_of(main) if back else day_of(e) > day_of(main))), None)


def _ordinals(entry: Entry, tools: Tools) -> tuple[int, ...]:
    return tools.searcher.ordinals[tools.searcher.number[entry.id]]


def _is_of_row(entry: Entry, main: Entry, tools: Tools) -> bool:
    """Whether two events are of one row.

    Visits between the same two, or events of one type that are called alike or belong to the same body or initiative.
    """
    if entry.kind != "event" or entry.type != main.type:
        return False
    if main.host or main.guest:
        return (entry.host, entry.guest) == (main.host, main.guest)
    same = set(entry.related) & set(main.related)
    return _uncounted(entry) == _uncounted(main) or any(_lasts(one, tools) for one in same)


def _uncounted(entry: Entry) -> tuple[str, ...]:
    """The words of a name less its numbers and years."""
    words = tokens(entry.name)
    return tuple(t.stem for t in words if numbered(t.word) is None and t.script != "digit" and t.word not in MONTHS)


def _lasts(name: str, tools: Tools) -> bool:
    """Whether something has events and outlasts them: an institution or an initiative."""
    entry = tools.knowledge.find(name)
    return entry is not None and entry.kind in {"institution", "initiative"}
