"""Question files: single questions and conversations, each with what a good answer looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import reading
from bot.knowledge.entries import Place
from bot.knowledge.parts import Notepad, Problem

CHITCHAT = "chitchat"

_TURN_KEYS = ("q", "expect", "text")
_QUESTION_KEYS = ("q", "lang", "expect", "text", "kind", "style")
_CONVERSATION_KEYS = ("lang", "turns")


class QuestionsError(Exception):
    """Question files that cannot be used; holds every problem, one line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Of these problems."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Question:
    """A message and what may answer it."""

    q: str  #: as typed
    lang: str
    expect: tuple[str, ...]  #: ids of the entries that may be the main one; empty: no fact may be shown
    text: tuple[re.Pattern[str], ...]  #: all have to be found in what the reader sees
    kind: str
    style: str
    at: Place


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages sent in order in one chat."""

    lang: str
    turns: tuple[Question, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Asked:
    """What question files hold together."""

    questions: tuple[Question, ...] = ()
    conversations: tuple[Conversation, ...] = ()

    @property
    def turns(self) -> tuple[Question, ...]:
        """The turns of all conversations."""
        return tuple(turn for conversation in self.conversations for turn in conversation.turns)


def read_files(paths: Sequence[Path]) -> Asked:
    """Everything the files ask, in order. May raise QuestionsError, with the problems of all files."""
    problems: list[Problem] = []
    questions: list[Question] = []
    conversations: list[Conversation] = []
    for path in paths:
        notes = Notepad(str(path), None, problems)
        for node in _items(path, notes):
            if "turns" in node.pairs:
                conversations.append(_conversation(node, notes))
            else:
                questions.append(_question(node, notes))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise QuestionsError(errors)
    return Asked(tuple(questions), tuple(conversations))


def _items(path: Path, notes: Notepad) -> list[reading.Pairs]:
    """The mappings a file lists."""
    try:
        data = path.read_bytes()
    except OSError as error:
        notes.error(1, f"it cannot be opened ({error.strerror}). Name a file of questions")
        return []
    node = reading.read(data, notes)
    if node is None:
        return []
    if not isinstance(node, reading.Items):
        notes.error(node.line, "the file has to be a list. Begin every question with `- q: ...`")
        return []
    found = []
    for item in node.items:
        if isinstance(item, reading.Pairs):
            found.append(item)
        elif not isinstance(item, reading.Skipped):
            notes.error(item.line, "this item is no question. Write `- q: ...` with `lang` and `expect`")
    return found


def _conversation(node: reading.Pairs, notes: Notepad) -> Conversation:
    _refuse_unknown(node, _CONVERSATION_KEYS, notes)
    lang = _text(node, "lang", notes)
    turns = node.pairs["turns"]
    found = []
    if isinstance(turns, reading.Items) and turns.items:
        for turn in turns.items:
            if isinstance(turn, reading.Pairs):
                found.append(_turn(turn, lang, notes))
            else:
                notes.error(turn.line, "this turn is no question. Write `- q: ...` with `expect`")
    else:
        notes.error(turns.line, "`turns` has no questions. Write a list of `- q: ...`")
    return Conversation(lang, tuple(found), Place(notes.file, node.line))


def _turn(node: reading.Pairs, lang: str, notes: Notepad) -> Question:
    _refuse_unknown(node, _TURN_KEYS, notes)
    return _made(node, lang, "turn", "", notes)


def _question(node: reading.Pairs, notes: Notepad) -> Question:
    _refuse_unknown(node, _QUESTION_KEYS, notes)
    lang = _text(node, "lang", notes)
    return _made(node, lang, _text(node, "kind", notes, "other"), _text(node, "style", notes, "plain"), notes)


def _made(node: reading.Pairs, lang: str, kind: str, style: str, notes: Notepad) -> Question:
    return Question(
        q=_text(node, "q", notes),
        lang=lang,
        expect=tuple(value.strip() for _, value in _list(node, "expect", notes)),
        text=_patterns(node, notes),
        kind=kind,
        style=style,
        at=Place(notes.file, node.line),
    )


def _refuse_unknown(node: reading.Pairs, known: tuple[str, ...], notes: Notepad) -> None:
    for key, line in node.lines.items():
        if key not in known:
            notes.error(line, f"`{key}` means nothing here. Write one of {', '.join(known)}")


def _text(node: reading.Pairs, key: str, notes: Notepad, default: str | None = None) -> str:
    value = node.pairs.get(key)
    if isinstance(value, reading.Text):
        return value.value
    if value is not None and not isinstance(value, reading.Skipped):
        notes.error(node.lines[key], f"`{key}` is not one text. Write `{key}: ...` on one line")
    elif value is None and default is None:
        notes.error(node.line, f"`{key}` is missing. Write `{key}: ...`")
    return default or ""


def _list(node: reading.Pairs, key: str, notes: Notepad) -> list[tuple[int, str]]:
    """Lines and texts of the list under `key`; `expect` has to be there."""
    value = node.pairs.get(key)
    if value is None:
        if key == "expect":
            notes.error(node.line, "`expect` is missing. Write the ids that may answer, or `expect: []` for none")
        return []
    if not isinstance(value, reading.Items):
        if not isinstance(value, reading.Skipped):
            notes.error(node.lines[key], f"`{key}` is not a list. Write `{key}: [...]`")
        return []
    found = []
    for item in value.items:
        if isinstance(item, reading.Text):
            found.append((item.line, item.value))
        elif not isinstance(item, reading.Skipped):
            notes.error(item.line, f"an item of `{key}` is not a text. Write `{key}: [one, another]`")
    return found


def _patterns(node: reading.Pairs, notes: Notepad) -> tuple[re.Pattern[str], ...]:
    found = []
    for line, text in _list(node, "text", notes):
        try:
            found.append(re.compile(text, re.IGNORECASE))
        except re.error as error:
            notes.error(line, f"`{text}` is not a regular expression ({error}). Write one that Python reads")
    return tuple(found)
