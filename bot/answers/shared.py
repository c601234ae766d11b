"""The bodies that both countries belong to."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer, Listed
from bot.answers.fitting import about, day_of, listed
from bot.answers.question import Reading
from bot.answers.text import folded_set, tokens
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted
from bot.knowledge.entries import Entry

_MEMBERS = folded_set(
    "member members membership belong belongs joined founding члены член членами состоят входят участники участниками "
    "رکن ارکان رکنیت شامل мүше мүшелері мүшесі rukn arkan"
)
#: Words for the two countries together.
BOTH = folded_set("both two обе оба обеих دونوں екі екеуі dono donon")
_BODIES = folded_set(
    "organisation organisations organization organizations bodies blocs international institutions организации "
    "организаций организациях организация организациям تنظیموں تنظیمیں تنظیم اداروں ұйым ұйымдар ұйымдарға ұйымдардың "
    "ұйымдарда tanzeem tanzeemon tanzeemen"
)


def shared(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The bodies that both countries belong to: of neither of them, and a fact tells of members; else None."""
    said = {token.word for token in reading.words}
    if not said & _MEMBERS or not (said & BOTH or wanted.country == "both") or wanted.people:
        return None
    if "institution" not in wanted.kinds and not said & _BODIES:
        return None
    rest = tuple(i for i in wanted.rest if reading.words[i].word not in _MEMBERS | BOTH | _BODIES)
    told = {e.id: _membership(e, tools) for e in tools.knowledge.of_kind("institution") if e.country is None}
    found = [e for e in tools.knowledge.of_kind("institution") if told.get(e.id)]
    found = sorted(about(found, reading, replace(wanted, rest=rest), tools), key=lambda e: (e.when is None, day_of(e)))
    if len(found) < 2:
        return None
    lines = tuple(Listed(e.id, ref=told[e.id]) for e in found)
    answer = listed(question, reading, found, None)
    return replace(answer, listed=lines, shown=tuple(line.ref for line in lines if line.ref))


def _membership(entry: Entry, tools: Tools) -> str | None:
    """The ref of the fact that tells best who is a member of a body of which both countries are told, or None."""
    homes = {c.id for c in tools.knowledge.about.countries}

    def told(text: str) -> set[str]:
        spans = tools.searcher.lexicon.exact_spans(tokens(text))
        return homes & {r.id for span in spans for r in span.refs if r.kind in {"country", "city"}}

    facts = [f for f in entry.shown_facts if _MEMBERS & {t.word for t in tokens(f.text)}]
    if not facts or set().union(*(told(f.text) for f in entry.shown_facts)) != homes:
        return None
    return f"{entry.id}#{max(facts, key=lambda f: len(told(f.text))).key}"
