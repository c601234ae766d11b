"""The curator's view beside the demo's chats: what is wrong in the base, and what the file just saved changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from bot.alerts.changes import Change, changes
from bot.alerts.snapshot import snapshot
from bot.chat.alert_messages import change_message
from bot.chat.html import bold, escape, italic, joined
from bot.chat.messages import card_message, edition_of
from bot.chat.reloading import Files, files_of
from bot.cli.check import summary
from bot.cli.opening import counted, problem_lines
from bot.knowledge.entries import Entry, Knowledge
from bot.knowledge.load import Loaded, check_folder
from bot.sandbox.hooks import PanelLine

LOOK_EVERY = 0.5  #: seconds between two looks at the files
MOST_PROBLEMS = 100
MOST_CARDS = 12
MOST_PAGES = 30  #: of one card, searched for the first that is another


@dataclass(frozen=True, slots=True)
class Card:
    """An entry before and after its file was saved, as Telegram's HTML; None where there is none."""

    entry_id: str
    old: str | None
    new: str | None


class Curator:
    """Looks at the folder and keeps the panel's lines. `today` is the day in the demo."""

    def __init__(self, folder: Path, cache: Path, today: Callable[[], date], changed: Callable[[], None]) -> None:
        self._folder = folder
        self._cache = cache
        self._today = today
        self._changed = changed  # called whenever there are new lines
        self._good: Knowledge | None = None
        self._lines: tuple[PanelLine, ...] = (PanelLine("The base is being read."),)

    def lines(self) -> tuple[PanelLine, ...]:
        """What the panel shows."""
        return self._lines

    async def watch(self) -> None:
        """Looks at once, and again whenever the files have changed and nobody is writing any more; until cancelled."""
        in_use = before = await asyncio.to_thread(files_of, self._folder)
        await self.look()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            now: Files = await asyncio.to_thread(files_of, self._folder)
            if now == before and now != in_use:
                in_use = now
                await self.look()
            before = now

    async def look(self) -> None:
        """Reads the folder and says what is new."""
        self._lines = await asyncio.to_thread(self._looked)
        self._changed()

    def _looked(self) -> tuple[PanelLine, ...]:
        today = self._today()
        loaded = check_folder(self._folder, today, self._cache)
        lines = list(problem_panel(self._folder, loaded))
        if loaded.knowledge is None:
            lines.append(PanelLine("The bot goes on with the last good base.", "warning"))
        elif self._good is not None:
            lines += change_panel(self._good, loaded.knowledge, today)
        else:
            lines.append(PanelLine(escape(f"Save a file in {self._folder}/ and see here what becomes of its cards.")))
        self._good = loaded.knowledge or self._good
        return tuple(lines)


def problem_panel(folder: Path, loaded: Loaded) -> Iterator[PanelLine]:
    """The problems of the base, as `check` prints them."""
    yield PanelLine("The base", "heading")
    if loaded.knowledge is not None:
        entries = counted(len(loaded.knowledge.entries), "entry", "entries")
        yield PanelLine(escape(f"Version {loaded.knowledge.version}, {entries}."), "good")
    level = "problem" if loaded.errors else "warning" if loaded.problems else "good"
    yield PanelLine(escape(summary(loaded.problems)), level)
    shown = sorted(loaded.problems, key=lambda problem: problem.severity != "error")[:MOST_PROBLEMS]
    for problem, line in zip(shown, problem_lines(folder, shown), strict=True):
        yield PanelLine(escape(line), "problem" if problem.severity == "error" else "warning")
    if len(loaded.problems) > len(shown):
        yield PanelLine(f"... and {len(loaded.problems) - len(shown)} more", level)


def change_panel(old: Knowledge, new: Knowledge, today: date) -> Iterator[PanelLine]:
    """What became of cards and notices from one state of the base to the next."""
    if old.version == new.version:
        return
    cards = changed_cards(old, new, today)
    yield PanelLine(f"Just saved: {counted(len(cards), 'card')} changed", "heading")
    for card in cards[:MOST_CARDS]:
        yield PanelLine(bold(card.entry_id))
        yield from difference(card)
    if len(cards) > MOST_CARDS:
        yield PanelLine(f"... and {len(cards) - MOST_CARDS} more")
    told = changes(snapshot(old), new, today)
    yield PanelLine(f"Followers would be told: {counted(len(told), 'notice') if told else 'nothing'}", "heading")
    for change in told:
        yield PanelLine(_notice(change, new, today))


def difference(card: Card) -> Iterator[PanelLine]:
    """The card line by line, as it is now; what was there before stands with a minus, what is new with a plus."""
    old, new = (html.split("\n") if html else [] for html in (card.old, card.new))
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield PanelLine("\n".join(new[start:end]))
            continue
        if first < last:
            yield PanelLine("\n".join(f"− {line}" for line in old[first:last]), "problem")
        if start < end:
            yield PanelLine("\n".join(f"+ {line}" for line in new[start:end]), "good")


def changed_cards(old: Knowledge, new: Knowledge, today: date) -> tuple[Card, ...]:
    """The entries whose card is another, in the order of the files; those taken out at the end."""
    ids = dict.fromkeys([*new.entries, *old.entries])
    sources = {key for key in {*old.sources, *new.sources} if old.sources.get(key) != new.sources.get(key)}
    return tuple(
        card
        for entry_id in ids
        if _may_differ(old.entries, new.entries, entry_id, sources)
        and (card := _card(old, new, entry_id, today)) is not None
    )


def _may_differ(old: Mapping[str, Entry], new: Mapping[str, Entry], entry_id: str, sources: set[str]) -> bool:
    """Whether the entry itself or one of its sources is another."""
    entry = new.get(entry_id)
    if entry is None or entry != old.get(entry_id):
        return True
    named = [source for fact in entry.facts for source in fact.sources]
    named += [source for office in entry.offices for source in office.sources]
    return not sources.isdisjoint(named)


def _card(old: Knowledge, new: Knowledge, entry_id: str, today: date) -> Card | None:
    """The first page of the card that is another; None when all pages are the same."""
    before, now = _pages(old, entry_id, today), _pages(new, entry_id, today)
    for number in range(max(len(before), len(now))):
        first, second = _at(before, number), _at(now, number)
        if first != second:
            return Card(entry_id, first, second)
    return None


def _pages(knowledge: Knowledge, entry_id: str, today: date) -> Sequence[str]:
    pages: list[str] = []
    if entry_id not in knowledge.entries:
        return pages
    for number in range(1, MOST_PAGES):
        html = card_message(entry_id, knowledge, today, knowledge.about.language, number).html
        if pages and html == pages[-1]:  # the last one again
            break
        pages.append(html)
    return pages


def _at(pages: Sequence[str], number: int) -> str | None:
    return pages[number] if number < len(pages) else None


def _notice(change: Change, knowledge: Knowledge, today: date) -> str:
    """The notice as a chat would get it, and who that is."""
    message = change_message(edition_of(knowledge, today, knowledge.about.language), change, frozenset())
    who = italic("To whoever was told it:" if change.audience == "told" else "To followers:")
    return joined((who, message.html if message is not None else bold(change.name)))
