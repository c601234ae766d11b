"""What the base has no answer to, for those who run the bot: asked alike taken together, with the line that would help.

Only in private and only for owners: questions of other people stand in it, though not who asked them.
"""

from __future__ import annotations

import asyncio

import telegram

from bot.answers.answer import Thread
from bot.answers.engine import Engine
from bot.answers.gaps import WRONG, Asked, Gap, clusters
from bot.answers.search import Searcher
from bot.chat.addressed import is_ours
from bot.chat.below import turning
from bot.chat.html import Html, bold, clipped, code, escape, fill, italic, joined
from bot.chat.lists import rows_of
from bot.chat.names import Edition
from bot.chat.pages import Block, Message, laid_out
from bot.chat.parts import Parts
from bot.chat.scene import Scene, remembered, reply, scene_of
from bot.chat.suggest import suggested_blocks
from bot.languages.catalogue import Words
from bot.languages.when import said_day
from bot.storage.store import MISSES_KEPT, Miss
from bot.storage.suggestions import Suggestion, Suggestions

#: Groups looked at for one page; `python -m bot gaps` has them all.
MOST_GROUPS = 100
MOST_WORDINGS = 3
LONGEST_WORDING = 150
LONGEST_REASON = 120
#: UTF-16 units; a block with its whole line is at most half of what a message holds.
ROOM = 1800
NOTHING: tuple[Miss, ...] = ()
NONE_SUGGESTED: tuple[Suggestion, ...] = ()


async def on_unanswered(parts: Parts, update: telegram.Update) -> None:
    """The first page, for an owner in private; one sentence for everybody else."""
    if update.message is not None and not is_ours(update.message, parts.bot.id):
        scene = await scene_of(parts, update)
        await reply(scene, await unanswered(scene))


async def unanswered(scene: Scene, page: int = 1) -> Message:
    """A page of what the base has no answer to, as it stands now."""
    if not (scene.is_private and scene.user_id in scene.parts.owners):
        return Message(escape(scene.edition().words._("Only those who run this bot can do that, in private.")))
    misses = await remembered(NOTHING, scene.parts.store.misses, scene.today - MISSES_KEPT)
    gaps = await asyncio.to_thread(_gaps, scene, misses)
    sources = Suggestions(scene.parts.store.database)
    suggested = await remembered(NONE_SUGGESTED, sources.since, scene.today - MISSES_KEPT)
    return unanswered_message(scene.edition(), gaps, page, suggested)


def unanswered_message(
    edition: Edition, gaps: tuple[Gap, ...], page: int = 1, suggested: tuple[Suggestion, ...] = ()
) -> Message:
    """A page of these gaps, and behind them of the sources that people suggested."""
    words = edition.words
    head: Html = escape(words._("Nothing that was kept is without an answer."))
    if not gaps and not suggested:
        return Message(head)
    pages = laid_out(
        [*(Block(_block(edition, gap)) for gap in gaps), *suggested_blocks(edition, suggested)], ROOM, ROOM
    )
    page = min(max(page, 1), len(pages))
    asked = sum(gap.times for gap in gaps)
    wording = words.ngettext("Asked {number} time without an answer", "Asked {number} times without an answer", asked)
    head = bold(fill(wording, number=asked)) if gaps else head
    html = joined((head, *(block.html for block in pages[page - 1])), "\n\n")
    return Message(html, rows_of(turning(edition, page, len(pages), "g")))


def _gaps(scene: Scene, misses: tuple[Miss, ...]) -> tuple[Gap, ...]:
    if not misses:
        return ()
    engine = scene.loaded.engine
    searcher = engine.searcher if isinstance(engine, Engine) else Searcher(scene.knowledge)
    return clusters(misses, searcher, lambda text: engine.answer(text, scene.now, Thread()), scene.today, MOST_GROUPS)


def _block(edition: Edition, gap: Gap) -> Html:
    words = edition.words
    first, *others = gap.questions[:MOST_WORDINGS]
    more = len(gap.questions) - MOST_WORDINGS
    rest = words.ngettext("and {number} more wording", "and {number} more wordings", more).format(number=more)
    return joined(
        (
            joined((bold(f"{gap.times} ×"), clipped(first.text, LONGEST_WORDING)), " "),
            *(_wording(one) for one in others),
            italic(rest) if more > 0 else None,
            _why(edition, gap),
            _nearest(words, gap),
            escape(_advice(words, gap)),
            code(gap.line) if gap.line else None,
        )
    )


def _wording(asked: Asked) -> Html:
    return escape(clipped(asked.text, LONGEST_WORDING))


def _why(edition: Edition, gap: Gap) -> Html:
    last = fill(edition.words._("last on {date}"), date=said_day(gap.last, edition.words))
    return joined((last, clipped(gap.reason, LONGEST_REASON) or None), " · ")


def _nearest(words: Words, gap: Gap) -> Html | None:
    near = gap.near
    if near is None:
        return None
    at = f"{near.at.file}:{near.at.line}" if near.at is not None else None
    what = joined((escape(clipped(near.name, LONGEST_WORDING)), code(near.id), code(at) if at else None), " · ")
    return fill(words._("Nearest: {entry}"), entry=what)


def _advice(words: Words, gap: Gap) -> str:
    if gap.fix == "unclear":
        return words._("It says nothing by itself; there is nothing to write.")
    if gap.near is None:
        return words._("No entry is near: a new one is needed.")
    if gap.fix == "check":
        ref = clipped(gap.reason.removeprefix(WRONG), LONGEST_REASON)
        return words._("Readers say this is wrong or out of date; please check {ref}.").format(ref=ref)
    if gap.fix == "new":
        return words._(
            "It is near but does not hold this: a new fact or a new entry is needed. If the base is not to hold it,"
            " write under its “{key}”:"
        ).format(key=gap.key)
    return words._("If that answers it, write under its “{key}”:").format(key=gap.key)
