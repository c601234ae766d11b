"""The bot's own words: every wording in the code is in the catalogues, and placeholders agree."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from bot.languages.catalogue import Words, translate
from bot.languages.collect import collected

BOT = Path(__file__).parents[1] / "bot"
LOCALES = BOT / "languages" / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/bot.po"))
PLACEHOLDER = re.compile(r"{(\w*)}")


def used() -> set[tuple[str | None, str]]:
    """(context, id) of every wording in the code."""
    found = set()
    for room in ("chat", "languages"):
        for _, _, text, _, context in extract_from_dir(str(BOT / room), keywords=DEFAULT_KEYWORDS):
            found.add((context, text if isinstance(text, str) else text[0]))
    return found


def read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=path.parts[-3], domain="bot")


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """(what stands in the code, its wording) of a message, for all its numbers."""
    if isinstance(message.string, str):
        yield str(message.id), message.string
        return
    one, many = message.id
    for number, wording in enumerate(message.string):
        yield (one if number == 0 else many), wording


def ids(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalogue if m.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_wording_in_the_code_stands_in_every_catalogue_and_no_other(path: Path) -> None:
    in_code, in_catalogue = used(), ids(read(path))
    assert in_code - in_catalogue == set(), "not in the catalogue: run `python -m bot.languages.collect`"
    assert in_catalogue - in_code == set(), "no longer in the code"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_placeholders_of_a_wording_are_those_of_the_code(path: Path) -> None:
    for message in read(path):
        for source, wording in texts(message) if message.id else ():
            assert not wording or sorted(PLACEHOLDER.findall(wording)) == sorted(PLACEHOLDER.findall(source)), source


def test_english_is_filled_with_what_stands_in_the_code() -> None:
    english = read(LOCALES / "en" / "LC_MESSAGES" / "bot.po")
    assert all(wording == source for message in english if message.id for source, wording in texts(message))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_written_as_the_collector_writes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == collected(path.parts[-3], read(path))


def test_the_collector_keeps_translations_and_leaves_new_wordings_empty() -> None:
    before = Catalog(locale="ru", domain="bot")
    before.add("held", "состоялось")
    before.add(("{number} fact", "{number} facts"), ("{number} факт", "{number} факта", "{number} фактов"))
    before.add("a wording of long ago", "давняя")
    after = read_po(BytesIO(collected("ru", before).encode()), locale="ru", domain="bot")
    held, fact, scheduled = after.get("held"), after.get("{number} fact"), after.get("scheduled")
    assert held is not None
    assert held.string == "состоялось"
    assert fact is not None
    assert fact.string == ("{number} факт", "{number} факта", "{number} фактов")
    assert scheduled is not None
    assert not scheduled.string
    assert after.get("a wording of long ago") is None


def test_placeholders_have_names() -> None:
    assert [text for _, text in used() if "{}" in text] == []


def test_a_language_without_catalogue_is_spoken_in_english() -> None:
    assert translate("xx").language == "en"
    assert translate("xx")._("held") == "held"


@pytest.mark.parametrize("language", ["en-GB", "en_US", "EN", "", "../../etc", "e n", "zz-Zzzz-ZZ"])
def test_any_language_code_gives_words(language: str) -> None:
    assert translate(language).language == "en"


def test_numbers_choose_their_wording() -> None:
    words = translate("en")
    assert words.ngettext("{number} entry", "{number} entries", 1) == "{number} entry"
    assert words.ngettext("{number} entry", "{number} entries", 2) == "{number} entries"


def test_a_wording_that_a_catalogue_does_not_have_stays_as_it_is() -> None:
    words = Words("en", NullTranslations())
    assert words.pgettext("a sort of source", "unheard of") == "unheard of"
