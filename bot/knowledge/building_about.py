"""The mappings of about.yaml and words.yaml become typed."""

from __future__ import annotations

import re

from anyascii import anyascii

from bot.knowledge.currency import DAYS, HISTORY
from bot.knowledge.entries import LANGUAGES, About, Term, Words
from bot.knowledge.fields import Fields, frozen, one_of
from bot.knowledge.parts import Notepad
from bot.knowledge.reading import Pairs, Skipped, Text

_TERM = "a word, or `- id: ...` with `name: ...`"


def about(node: Pairs, notes: Notepad) -> About:
    """The mapping of about.yaml."""
    fields = Fields(node, notes)
    read = About(
        title=fields.required("title"),
        summary=fields.text("summary"),
        maintainer=fields.text("maintainer"),
        contact=fields.text("contact"),
        reach=fields.when("reach"),
        base_date=fields.when("base_date"),
        language=fields.choice("language", LANGUAGES) or "en",
        timezone=fields.zone("timezone") or "UTC",
        countries=_terms(fields, "countries"),
        examples=fields.texts("examples"),
        currency=frozen(_days_by_subject(fields)),
        deciders=frozen(fields.table("deciders")),
        notes=fields.texts("notes"),
    )
    known = {*DAYS, HISTORY, *read.currency}
    for subject in read.deciders.keys() - known:
        fields.error(
            "deciders", f"has {subject}, which is no subject of `currency`. Write one of {one_of(sorted(known))}"
        )
    fields.done()
    return read


def words(node: Pairs, notes: Notepad) -> Words:
    """The mapping of words.yaml."""
    fields = Fields(node, notes)
    read = Words(
        roles=_terms(fields, "roles"),
        types=_terms(fields, "types"),
        themes=_terms(fields, "themes"),
        places=_terms(fields, "places"),
        organisations=_terms(fields, "organisations"),
        attributes=_terms(fields, "attributes"),
        synonyms=fields.groups("synonyms"),
        fillers=fields.texts("fillers"),
        unrelated=fields.texts("unrelated"),
    )
    fields.done()
    return read


def _days_by_subject(fields: Fields) -> dict[str, int]:
    days = {}
    for subject, value in fields.table("currency").items():
        if re.fullmatch("[1-9][0-9]{0,4}", value):
            days[subject] = int(value)
        elif (subject, value) != ("history", "always"):
            fields.error("currency", f'has "{value}" for {subject}. Write a number of days, like 30')
    return days


def _terms(fields: Fields, key: str) -> tuple[Term, ...]:
    terms = []
    for node in fields.nodes(key):
        if isinstance(node, Pairs):
            terms.append(_term(Fields(node, fields.notes)))
        elif isinstance(node, Text):
            terms.append(Term(id=_slug(node.value), name=" ".join(node.value.split())))
        elif not isinstance(node, Skipped):
            fields.notes.error(node.line, f"`{key}` holds a list. Write {_TERM}")
    return _distinct(fields, key, [term for term in terms if term.id])


def _distinct(fields: Fields, key: str, terms: list[Term]) -> tuple[Term, ...]:
    """The terms, with a problem for each id or name that two of them have."""
    owners: dict[str, Term] = {}
    for term in terms:
        for name in {term.id, *map(str.casefold, (term.name, *term.names.values(), *term.aliases))}:
            other = owners.setdefault(name, term)
            if other is not term:
                fields.error(key, f'has "{name}" both at {other.id} and at {term.id}. Keep it at one')
    ids = {term.id for term in terms}
    for term in terms:
        for covered in term.covers:
            if covered not in ids:
                fields.error(
                    key,
                    f'`covers` of {term.id} has "{covered}", which is no id here. Write one of the ids, or delete it',
                )
    return tuple(terms)


def _term(fields: Fields) -> Term:
    name = fields.required("name")
    term = Term(
        id=fields.an_id("id") or _slug(name),
        name=name,
        names=frozen(fields.names("names")),
        aliases=fields.texts("aliases"),
        single=fields.flag("single"),
        covers=fields.texts("covers"),
        capital=fields.text("capital"),
        zone=fields.zone("zone"),
        adjectives=fields.texts("adjectives"),
        capitals=fields.texts("capitals"),
        cities=fields.texts("cities"),
        people=fields.texts("people"),
        flag=fields.text("flag"),
    )
    fields.done()
    return term


def _slug(name: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", anyascii(name).lower()))
