"""Names that two entries share, and words that stand where a value is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.knowledge.entries import Entry, Source
from bot.knowledge.parts import Parts, Problem, fact_problem

#: Letters that look the same or are typed for one another.
_ALIKE = str.maketrans({"ё": "е", "ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "’": "'"})
_HAS_ALIKE = re.compile("[" + "".join(map(chr, _ALIKE)) + "]")
_WORD = re.compile(r"\w+")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")

_EMPTY_WORDS = re.compile(r"tb[acd]|n/?a|todo|fixme|x{2,}|[?.\-–—…_]+|unknown|none|nil|null|nothing|placeholder", re.I)
_EMPTY_INSIDE = re.compile(r"\b(?:TB[ACD]|TODO|FIXME|XXX|N/A|[Ll]orem ipsum)\b|\?\?")
_SENTENCE_END = re.compile(r"[.!?…۔؟][\"'”’»)\]]*$")


def folded(text: str) -> str:
    """The text as somebody would recognise it: no case, no punctuation, one form of look-alike letters."""
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold()
        if _HAS_ALIKE.search(plain):
            plain = plain.translate(_ALIKE)
        plain = _VOWEL_SIGNS.sub("", plain)
    return " ".join(_WORD.findall(plain))


def names(parts: Parts) -> Iterator[Problem]:
    """Names by which two entries cannot be told apart."""
    owners: dict[str, Entry] = {}
    for entry in parts.entries:
        for key, name in _names_of(entry):
            other = owners.setdefault(folded(name) or name, entry)
            if other is entry or other.id == entry.id:
                continue
            where = f"{other.at.file}:{parts.line(other, 'name')}" if other.at else "the base"
            yield parts.error(
                entry,
                key,
                f'`{key}` has "{name}", which is also what {other.id} is called ({where}).'
                " Add what tells them apart, like a year or a place, or delete it from one",
            )


def sentences(parts: Parts) -> Iterator[Problem]:
    """Facts that stand twice."""
    said: dict[str, tuple[str, str]] = {}
    for entry in parts.entries:
        for fact in entry.facts:
            first = said.setdefault(fact.text, (entry.id, fact.key))
            if fact.text and first != (entry.id, fact.key):
                text = f"the same sentence stands at {'#'.join(first)}. Keep one"
                yield fact_problem(entry, fact, text, "warning")


def beyond(parts: Parts) -> Iterator[Problem]:
    """Questions that an entry is said to answer and not to answer."""
    for entry in parts.entries:
        said = {folded(text) for text in entry.asked}
        for text in entry.beyond:
            if folded(text) in said:
                yield parts.error(
                    entry,
                    "beyond",
                    f'`beyond` has "{text}", which stands under `questions` too. Delete it from `beyond` if the entry'
                    " answers it, else from `questions`",
                )


def wording(parts: Parts) -> Iterator[Problem]:
    """Words that say nothing where something has to stand, and facts that do not end like a sentence."""
    for source in parts.sources:
        yield from _empty_words(parts, source, {"publisher": source.publisher, "title": source.title})
        if source.rank == "party" and source.affiliation is None:
            yield parts.warning(source, "rank", '`rank` is "party", without whose. Write `affiliation: ...`')
    for entry in parts.entries:
        texts = {"name": entry.name, "summary": entry.summary, "where": entry.where, "notes": entry.notes}
        yield from _empty_words(parts, entry, texts)
        if entry.summary and not _SENTENCE_END.search(entry.summary):
            yield parts.warning(
                entry, "summary", "`summary` does not end like a sentence. Write one, with its full stop"
            )
        for fact in entry.facts:
            if _is_empty(fact.text) or _EMPTY_INSIDE.search(fact.text):
                yield fact_problem(entry, fact, f'`text` is "{fact.text}", which is a placeholder. Write what is known')
            elif fact.text and not _SENTENCE_END.search(fact.text):
                text = f'`text` ends with "{fact.text[-20:]}". Write a whole sentence, with its full stop'
                yield fact_problem(entry, fact, text, "warning")


def _names_of(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "name", entry.name
    for name in entry.names.values():
        yield "names", name
    for name in entry.aliases:
        yield "aliases", name


def _empty_words(parts: Parts, thing: Entry | Source, texts: dict[str, str | None]) -> Iterator[Problem]:
    for key, text in texts.items():
        if text is not None and _is_empty(text):
            yield parts.error(
                thing, key, f'`{key}` is "{text}", which is a placeholder. Delete the line until it is known'
            )


def _is_empty(text: str) -> bool:
    return _EMPTY_WORDS.fullmatch(text) is not None
