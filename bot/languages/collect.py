"""`python -m bot.languages.collect` takes the wordings of the code up into every catalogue.

English is filled with what stands in the code; in the other languages new wordings stay empty until somebody
translates them, and are said in English meanwhile. What no longer stands in the code is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.languages.catalogue import DOMAIN, SOURCE

BOT = Path(__file__).parents[1]
LOCALES = Path(__file__).parent / "locale"
#: The rooms that speak in chats.
ROOMS = ("chat", "languages")
HEADER = """\
# The bot's own words in {name}. `python -m bot.languages.collect` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def collected(code: str, before: Catalog | None = None) -> str:
    """The text of the catalogue of a language: all wordings of the code, with the translations known before."""
    catalogue = Catalog(locale=code, domain=DOMAIN)
    for place, text, context in _in_code():
        known = before.get(_key(text), context) if before is not None else None
        string = text if code == SOURCE else known.string if known is not None else ""
        catalogue.add(text, string, locations=[(place, 1)], context=context)
    written = BytesIO()
    write_po(written, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
    name = catalogue.locale.english_name if catalogue.locale else code
    head = HEADER.format(name=name, code=code, plural=catalogue.plural_forms)
    return head + written.getvalue().decode().strip() + "\n"


def main() -> None:
    """Rewrites every catalogue there is."""
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        code = path.parts[-3]
        before = read_po(BytesIO(path.read_bytes()), locale=code, domain=DOMAIN)
        path.write_text(collected(code, before), encoding="utf-8")


def _in_code() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for room in ROOMS:
        for place, _, text, _, context in extract_from_dir(str(BOT / room), keywords=DEFAULT_KEYWORDS):
            yield f"bot/{room}/{place}", text if isinstance(text, str) else tuple(text), context


def _key(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


if __name__ == "__main__":
    main()
