"""Lists of what shares a noun: "which ports are there?", "Pakistani chambers of commerce", "working groups"."""

from __future__ import annotations

import re

from bot.answers.answer import Answer
from bot.answers.lexicon import names_of
from bot.answers.question import Reading
from bot.answers.text import folded_set, tokens
from bot.answers.tools import Tools
from bot.answers.wanted import PLURAL, Wanted, direction_fits, holds, is_called, listed, of_its_country
from bot.knowledge.entries import Entry

#: Kinds of entries that are listed so: what stands by itself and is called by what it is.
_KINDS = frozenset({"institution", "corridor", "initiative", "agreement"})
#: Kinds of questions that may ask for several things.
_ASKED = frozenset({"list", "which", "what", "card"})
#: Nouns that ask where something is or was, or for whom, rather than for entries called so.
_NO_NOUNS = folded_set(
    "cities towns places countries states sides nations regions years days dates names things areas fields sectors "
    "terms ties links words details facts goods products steps plans ways reasons issues goals numbers figures news "
    "города страны места годы даты شہر ممالک қалалар елдер"
)
#: What a summary says that something is: "... is a Pakistani think tank, created ...".
_IS = re.compile(
    r"\b(?:is|are|was)\b(.*?)(?:[,;.]|\b(?:of|for|to|in|at|on|by|with|from|through|that|which|who|planned|said|used)\b)"
)
#: What a question consists of besides the noun: more, and it asks for something about them.
MOST_MORE = 2
_AND = folded_set("and or и или اور یا және aur ya")


def alike(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The entries that are called by the noun of which a question asks for several; None where fewer than two are.

    All other words have to be theirs too.
    """
    if reading.kind not in _ASKED or reading.window or wanted.types or wanted.kinds or wanted.people:
        return None
    nouns = _nouns(reading, tools, wanted)
    if not nouns:
        return None
    rest = tuple(i for i in wanted.rest if i not in nouns)
    if len(rest) > MOST_MORE:
        return None
    found = [e for some in nouns.values() for e in some]
    kept = [e for e in of_its_country(dict.fromkeys(found), wanted, tools) if direction_fits(e, reading, wanted)]
    kept = [e for e in kept if all(holds(e, reading, i, tools) for i in rest)]
    kept = [e for e in kept if all(is_called(e, reading, i, tools) for i in rest)] or kept
    if len(kept) < 2:
        return None
    near = tools.searcher.index.best(tools.searcher.index.similarities(reading.bag, reading.chars))
    ordered = sorted(kept, key=lambda e: -float(near[tools.searcher.number[e.id]]))
    return listed(question, reading, ordered, None)


def _nouns(reading: Reading, tools: Tools, wanted: Wanted) -> dict[int, list[Entry]]:
    """The nouns in the plural that several things are asked for by, each with the entries that are called so.

    The first, and others joined to it.
    """
    found: dict[int, list[Entry]] = {}
    for i in wanted.rest:
        token = reading.words[i]
        joined = not found or any(reading.words[j].word in _AND for j in range(max(found) + 1, i))
        if (
            not joined
            or token.word in _NO_NOUNS
            or not token.raw.lower().endswith(PLURAL)
            or len(token.word) <= len("tax")
        ):
            continue
        called = [e for e in tools.searcher.entries if e.kind in _KINDS and _is_called_so(e, reading, i, tools)]
        if called:
            found[i] = called
    return found


def _is_called_so(entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether the noun stands in a name of the entry, or its summary says that it is that."""
    if not is_called(entry, reading, position, tools):
        return False
    stems = {t.stem for name in names_of(entry) for t in tokens(name)}
    said = _IS.search(entry.summary or "")
    stems |= {t.stem for t in tokens(said[1])} if said else set()
    lexicon, token = tools.searcher.lexicon, reading.words[position]
    if token.stem in stems:
        return True
    others = {r.feature for s in reading.spans if s.start == position for r in s.refs if r.kind == "word"}
    texts = (*names_of(entry), *([said[1]] if said else []))
    spans = (s for text in texts for s in lexicon.exact_spans(tokens(text)))
    return any(r.feature in others for s in spans for r in s.refs)
