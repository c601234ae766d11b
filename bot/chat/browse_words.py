"""What the words behind /events, /officials or /initiatives mean: a year, a country, a theme, a part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.chat.names import latest_office
from bot.knowledge.entries import Entry, Knowledge, Term

Holds = Callable[[Entry], bool]

#: Words of one name looked for together.
LONGEST = 4
#: A word stands for longer ones that begin with it from this length on.
SHORTEST_BEGINNING = 4
_AROUND = frozenset("in of the a an on about for from and with by to all в во на по о из за".split())


def narrowed(knowledge: Knowledge, entries: Iterable[Entry], text: str) -> tuple[Entry, ...]:
    """The entries of which everything in the text holds, in their order; none where it says nothing."""
    words = [word for word in re.findall(r"\w+", text.casefold()) if word not in _AROUND]
    holding = list(_criteria(knowledge, words))
    return tuple(entry for entry in entries if holding and all(holds(entry) for holds in holding))


def _criteria(knowledge: Knowledge, words: list[str]) -> Iterable[Holds]:
    while words:
        for size in range(min(LONGEST, len(words)), 0, -1):
            known = _known(knowledge, " ".join(words[:size]))
            if known is not None or size == 1:
                yield known or _named(knowledge, words[0])
                words = words[size:]
                break


def _known(knowledge: Knowledge, phrase: str) -> Holds | None:
    """What a year, country, theme or type asks of an entry; None for other words."""
    if re.fullmatch(r"(?:19|20)\d\d", phrase):
        return lambda entry: _is_of(entry, int(phrase))
    country = _term(knowledge.about.countries, phrase)
    if country is not None:
        return lambda entry: _belongs_to(entry, country.id)
    theme, type_ = _term(knowledge.words.themes, phrase), _term(knowledge.words.types, phrase)
    if theme is None and type_ is None:
        return None
    by_name = _named(knowledge, phrase)
    return lambda entry: (
        (theme is not None and theme.id in entry.themes)
        or (type_ is not None and entry.type == type_.id)
        or by_name(entry)
    )


def _term(terms: Iterable[Term], phrase: str) -> Term | None:
    return next((one for one in terms if phrase in _called(one)), None)


def _called(term: Term) -> set[str]:
    names = {one.casefold() for one in (term.id, term.name, *term.names.values(), *term.aliases, *term.adjectives)}
    return names | {f"{name}s" for name in names}


def _is_of(entry: Entry, year: int) -> bool:
    when = entry.when
    first, last = (when.earliest or when.latest, when.latest or when.earliest) if when is not None else (None, None)
    return first is not None and last is not None and first.year <= year <= last.year


def _belongs_to(entry: Entry, country: str) -> bool:
    """Of events: whether it was held there; of people and things: whether that is theirs."""
    own = entry.country or (latest_office(entry)[1].country if entry.offices else None)
    return country in (entry.host, own)


def _named(knowledge: Knowledge, phrase: str) -> Holds:
    """Whether a name of the entry or of an office has the phrase, or a word that means the same."""
    own = {phrase, phrase.removesuffix("s")} if len(phrase) > SHORTEST_BEGINNING else {phrase}
    groups = (group for group in knowledge.words.synonyms if own & set(map(str.casefold, group)))
    alike = {*own, *(one.casefold() for group in groups for one in group)}
    patterns = [rf"\b{re.escape(one)}" + (r"" if len(one) >= SHORTEST_BEGINNING else r"\b") for one in alike]
    pattern = re.compile("|".join(patterns))

    def holds(entry: Entry) -> bool:
        names = (entry.name, *entry.names.values(), *entry.aliases, *(office.title for office in entry.offices))
        return any(pattern.search(name.casefold()) for name in names)

    return holds
