"""The bot's own words in a language: gettext catalogues, compiled in memory at first use.

English is the source: its wording stands in the code and, filled in, in `locale/en`; `collect.py` takes up new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
DOMAIN = "bot"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The wordings of one language; each method gives the text with its {placeholders} still in it."""

    language: str  #: of the wordings; dates and numbers beside them are said in the same
    catalogue: NullTranslations

    def _(self, text: str) -> str:
        """The wording for `text`."""
        return self.catalogue.gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The wording for so many things."""
        return self.catalogue.ngettext(one, many, number)

    def pgettext(self, context: str, text: str) -> str:
        """The wording for `text` where it means what `context` says."""
        return self.catalogue.pgettext(context, text)


@lru_cache(maxsize=16)
def translate(language: str) -> Words:
    """The words in `language`; in English where there is no catalogue for it."""
    code = language.replace("_", "-").partition("-")[0].lower()
    source = files("bot.languages").joinpath("locale", code, "LC_MESSAGES", f"{DOMAIN}.po")
    if not code.isalpha() or not source.is_file():
        return translate(SOURCE) if code != SOURCE else Words(SOURCE, NullTranslations())
    with source.open("rb") as file:
        catalogue = read_po(file, locale=code, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    if code != SOURCE:
        translations.add_fallback(translate(SOURCE).catalogue)
    return Words(code, translations)
