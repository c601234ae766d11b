"""YAML as text: a file becomes nested texts, lists and mappings with line numbers, and nothing is guessed.

Plain YAML turns `NO` into false, `12:30` into 750, keeps the second of two equal keys and follows references.
Here every value stays the text that was written, and whatever could surprise a reader of the file is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

from bot.knowledge.parts import Notepad
from bot.knowledge.slips import slip

LARGEST = 1_000_000  #: bytes of one file
DEEPEST = 12  #: levels of nesting

#: The parser in C where PyYAML has it; about ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_ID_LINE = re.compile(r"""^(?:- |  )id:[ ]*['"]?([^\s'"#]+)""")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_WIDE_INDENT = re.compile(r" *[^\S \t]")  #: looks like an indentation and is none
_CONFLICT = ("<<<<<<< ", ">>>>>>> ")
_CUT = re.compile(r"\s+(#[^\s#].*)$")


class Text:
    """A value."""

    __slots__ = ("line", "value")

    def __init__(self, line: int, value: str) -> None:
        self.line = line
        self.value = value


class Items:
    """A list."""

    __slots__ = ("items", "line")

    def __init__(self, line: int, items: list[Node]) -> None:
        self.line = line
        self.items = items


class Pairs:
    """A mapping, in file order, and the line of each key."""

    __slots__ = ("line", "lines", "pairs")

    def __init__(self, line: int, pairs: dict[str, Node], lines: dict[str, int]) -> None:
        self.line = line
        self.pairs = pairs
        self.lines = lines


class Skipped:
    """Something with a problem that has been written down already."""

    __slots__ = ("line",)

    def __init__(self, line: int) -> None:
        self.line = line


Node = Text | Items | Pairs | Skipped


def read(data: bytes, notes: Notepad) -> Node | None:
    """What a file holds, or None when it cannot be read; problems go to `notes`, named for their entry."""
    mine = Notepad(notes.file)
    node = _read(data, mine)
    for problem in mine.problems:
        owner = _entry_at(data, problem.line)
        said = notes.of(owner)
        (said.error if problem.severity == "error" else said.warning)(problem.line, problem.text)
    return node


def words_of(data: bytes) -> frozenset[str]:
    """Every word in a file that could be an id."""
    return frozenset(re.findall(r"[a-z0-9][a-z0-9_-]*", data.decode("utf-8", errors="replace")))


def words_in(node: Node) -> Iterator[str]:
    """Every word below a node that could be an id."""
    if isinstance(node, Text):
        yield from node.value.split()
    elif isinstance(node, Items):
        for item in node.items:
            yield from words_in(item)
    elif isinstance(node, Pairs):
        for value in node.pairs.values():
            yield from words_in(value)


def _entry_at(data: bytes, line: int) -> str | None:
    for above in reversed(data.decode("utf-8", errors="replace").splitlines()[:line]):
        if found := _ID_LINE.match(above):
            return found[1]
        if above.startswith("- ") or re.match("[a-z]", above):
            return None
    return None


def _read(data: bytes, notes: Notepad) -> Node | None:
    text = _decoded(data, notes)
    if text is None:
        return None
    composer = _Composer(text, notes)
    try:
        return composer.document()
    except yaml.YAMLError as error:
        line, said = _said(error, text, composer.quoted)
        notes.problems[:] = [
            one for one in notes.problems if one.line < line - 1
        ]  # it may have come from the same slip
        notes.error(line, said)
        return None
    except _TooDeep as deep:
        notes.error(deep.line, f"it is nested more than {DEEPEST} levels deep. Write it flatter")
        return None


def _decoded(data: bytes, notes: Notepad) -> str | None:
    if len(data) > LARGEST:
        notes.error(1, f"the file has {len(data):,} bytes, more than {LARGEST:,}. Split it into several files")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        notes.error(1, "the file begins with an invisible mark (BOM). Save it as UTF-8 without BOM")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.error(line, f"byte 0x{data[error.start]:02x} is not UTF-8. Save the file as UTF-8")
        return None
    before = len(notes.problems)
    for number, line_text in enumerate(text.split("\n"), start=1):
        _note_hidden(number, line_text.removesuffix("\r"), notes)
    return unicodedata.normalize("NFC", text) if len(notes.problems) == before else None


def _note_hidden(number: int, line: str, notes: Notepad) -> None:
    if "\t" in line:
        notes.error(number, "there is a tab. Write spaces: two for each level")
    if line.startswith(_CONFLICT):
        notes.error(
            number, "git left two versions of these lines. Keep the lines that hold, delete the others and this"
        )
    if line.isascii() and line.isprintable():
        return
    if _WIDE_INDENT.match(line):
        notes.error(number, "the line is indented with spaces of another kind (no-break ones). Write plain spaces")
    if found := _HIDDEN.search(line.replace("\t", "")):
        notes.error(number, f"there is an invisible character U+{ord(found[0]):04X}. Delete it")


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Composer:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, notes: Notepad) -> None:
        self.notes = notes
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.quoted = (0, 0)  #: the first and the last line of the last quoted text that goes on over lines
        self.lines = text.splitlines() if re.search(r"\s#[^\s#]", text) else []

    def document(self) -> Node | None:
        """The one document of the file."""
        next(self.events)  # the stream begins
        begin = next(self.events)
        if isinstance(begin, yaml.StreamEndEvent):
            self.notes.error(1, "the file is empty. Write its content or delete it")
            return None
        if begin.version or begin.tags:
            self.notes.error(1, "lines that begin with % are not taken. Delete them")
        node = self._node(next(self.events), 0)
        next(self.events)  # the document ends
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            line = more.start_mark.line + 1
            self.notes.error(line, "a second document begins here. Delete the line `---`; a file holds one")
            return None
        if isinstance(node, Skipped):
            self.notes.error(1, "the file holds nothing. Write its content or delete it")
            return None
        return node

    def _node(self, event: Any, depth: int) -> Node:
        line: int = event.start_mark.line + 1
        if depth > DEEPEST:
            raise _TooDeep(line)
        if isinstance(event, yaml.AliasEvent):
            self.notes.error(
                line,
                f"`*{event.anchor}` refers to another place. Write the value out, or put quotes around it",
            )
            return Skipped(line)
        if event.anchor is not None:
            self.notes.error(
                line, f"`&{event.anchor}` names a place to refer to. Delete it, or put quotes around the text"
            )
        if event.tag is not None:
            self.notes.error(line, f"`{event.tag}` is a YAML tag. Delete it, or put quotes around the text")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(line, depth)
        return self._pairs(line, depth)

    def _scalar(self, event: Any, line: int) -> Node:
        value: str = event.value
        if event.style:  # quoted or a block
            if event.style in "'\"" and event.end_mark.line >= line:
                self.quoted = (line, event.end_mark.line + 1)
            return Text(line, value)
        if value in _NOTHING:
            return Skipped(line)
        if self.lines:
            self._note_cut(event)
        return Text(line, value)

    def _note_cut(self, event: Any) -> None:
        end = event.end_mark
        if end.line < len(self.lines) and (found := _CUT.match(self.lines[end.line], end.column)):
            self.notes.warning(
                end.line + 1,
                f"`{found[1]}` is read as a comment. Put quotes around the whole text if it belongs to it,"
                " or write a space after # if it does not",
            )

    def _items(self, line: int, depth: int) -> Items:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            if isinstance(item, Skipped) and isinstance(event, yaml.ScalarEvent):
                self.notes.error(item.line, "a list item is empty. Write a value or delete the line")
            items.append(item)
        return Items(line, items)

    def _pairs(self, line: int, depth: int) -> Pairs:
        pairs: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, depth)
            value_event = next(self.events)
            value = self._node(value_event, depth + 1)
            if key is None:
                continue
            key_line: int = event.start_mark.line + 1
            if key in pairs:
                self.notes.error(
                    key_line,
                    f"`{key}` stands here a second time; the first is on line {lines[key]}. Keep one",
                )
                continue
            if isinstance(value, Skipped) and isinstance(value_event, yaml.ScalarEvent):
                self.notes.error(key_line, f"`{key}` is empty. Write a value or delete the line")
            pairs[key] = value
            lines[key] = key_line
        return Pairs(line, pairs, lines)

    def _key(self, event: Any, depth: int) -> str | None:
        node = self._node(event, depth + 1)
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
            self.notes.error(node.line, "`<<` merges another mapping. Write the keys out")
            return None
        if isinstance(node, Text):
            return node.value
        if isinstance(event, yaml.AliasEvent):
            return None  # said already
        self.notes.error(node.line, "a key has to be a word. Write `key: value`")
        return None


#: What the parser says -> what to write.
_ADVICE = {
    "mapping values are not allowed": 'there is a second ": " on one line. Put quotes around a text that holds ": "',
    "could not find expected ':'": 'there is a line without ": ". Write `key: value`, or indent a text that goes on',
    "cannot start any token": "a text begins with a sign that means something in YAML. Put quotes around it",
    "did not find expected key": "this line does not fit the indentation or the quotes above. Indent the keys of "
    "an entry equally, and put quotes around a text that holds signs",
    "did not find expected '-' indicator": "this line does not fit the list above. Begin every item with `- `, all in "
    "one column, and indent the keys of an item by two more",
    "did not find expected ',' or": "a bracket is not closed or a comma is missing. Close it, or put quotes around it",
    "found unexpected end of stream": "a quote is opened and not closed. Close it",
    "block sequence entries are not": "a list begins on the line of its key. Begin it on the next line",
    "unknown escape character": "there is a backslash inside double quotes. Use single quotes",
    "did not find expected node": "brackets or commas hold nothing. Write a value, or put quotes around the text",
    "did not find expected alphabetic": "a text begins with &, * or !. Put quotes around it",
    "did not find the expected comment": "text follows | or > on its line. Put quotes around the text",
    "did not find expected comment": "text follows | or > on its line. Put quotes around the text",
    "expected <document start>": "this line does not belong to what stands above. Check indentation and quotes there",
}


#: Errors whose beginning says more than the place where the parser gave up.
_BEGINS_EARLIER = ("could not find expected ':'", "found unexpected end of stream", "did not find expected ',' or")


def _said(error: yaml.YAMLError, text: str, quoted: tuple[int, int]) -> tuple[int, str]:
    what = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    if what.startswith(_BEGINS_EARLIER):
        mark = getattr(error, "context_mark", None) or mark
    line = min(mark.line + 1, text.rstrip().count("\n") + 1) if mark is not None else 1
    if line == quoted[1]:
        return quoted[0], f"it cannot be read: the quote opened here ends on line {line}. Close it where its text ends"
    if found := slip(text.splitlines(), line):
        return found[0], f"it cannot be read: {found[1]}"
    for part, advice in _ADVICE.items():
        if part in what:
            return line, f"it cannot be read: {advice}"
    return line, f"it cannot be read ({what}). Check the indentation and quotes here and just above"
