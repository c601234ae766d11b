"""Figures of one kind over the years: "trade by year", "trade volume from 2020 to 2024"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from bot.answers.answer import Answer, Listed
from bot.answers.fitting import day_of, is_called, listed
from bot.answers.lacks import has_number
from bot.answers.question import Reading
from bot.answers.sibling import called
from bot.answers.text import folded_set, phrases, said_at
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted
from bot.knowledge.entries import Entry, Fact

#: What asks for the figure of each year.
_BY_YEAR = phrases(
    "by year|by years|for every year|for each year|of every year|of each year|in each year|each year|every year|"
    "year by year|year wise|yearwise|yearly|annual|annually|over the years|through the years|across the years|"
    "по годам|за все годы|за каждый год|за разные годы|ежегодно|жылдар бойынша|жыл сайын|жылма жыл|سال بہ سال|"
    "ہر سال|سالانہ|saal ba saal|har saal|salana|saal waar"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKED = frozenset({"list", "card", "what", "which", "how-much", "how-many", "how"})
#: What says nothing of which figures are meant.
_ANY = folded_set(
    "figure figures number numbers data statistics stats volume amount chart table graph value size change changed "
    "compare comparison versus vs between develop developed development grow grew growth "
    "цифры данные статистика график объем объемы көлемі көрсеткіштер "
    "اعداد شمار حجم hajm aadad shumar"
)


def yearly(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The figures of one kind, each of one year, the oldest first, with the fact that gives the number.

    None where no such row of figures is asked for.
    """
    window = reading.window
    words = tuple(token.word for token in reading.words)
    said = said_at(words, _BY_YEAR) or range(0)
    spans_years = window is not None and window.precision == "range" and window.first.year < window.last.year
    years = {int(word) for word in words if _YEAR.fullmatch(word)} if not spans_years else set()
    several = len(years) > 1
    if not (said or spans_years or several) or wanted.people or wanted.types or reading.kind not in _ASKED:
        return None
    asked = [i for i in wanted.rest if i not in said and words[i] not in _ANY and not _YEAR.fullmatch(words[i])]
    rows: dict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in tools.knowledge.of_kind("figure"):
        if entry.shown_facts and entry.when and entry.when.precision == "year" and "/" not in entry.when.text:
            rows[called(entry.name, tools)].append(entry)
    fitting = [row for row in rows.values() if asked and all(is_called(row[0], reading, i, tools) for i in asked)]
    longest = max(fitting, key=len, default=[])
    found = [e for e in longest if _is_of(e, years) if several] or [e for e in longest if _overlaps(e, window)]
    if len(found) < 2:
        return None
    found.sort(key=day_of)
    lines = tuple(Listed(e.id, ref=f"{e.id}#{_value(e).key}") for e in found)
    answer = listed(question, reading, found, window)
    return replace(answer, listed=lines, shown=tuple(line.ref for line in lines if line.ref))


def _is_of(entry: Entry, years: set[int]) -> bool:
    return bool(entry.when and entry.when.earliest and entry.when.earliest.year in years)


def _overlaps(entry: Entry, window: Window | None) -> bool:
    return window is None or bool(entry.when and window.overlaps(entry.when.earliest, entry.when.latest))


def _value(entry: Entry) -> Fact:
    """The fact that gives the number of a figure: the first that has one beside dates."""
    return next((fact for fact in entry.shown_facts if has_number(fact.text)), entry.shown_facts[0])
