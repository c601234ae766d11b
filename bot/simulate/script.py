"""A scenario file -> a Scenario, or all that is wrong with the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from bot.knowledge import reading
from bot.knowledge.entries import LANGUAGES, Place
from bot.knowledge.parts import Notepad, Problem
from bot.sandbox.faults import KINDS
from bot.simulate.fields import Fields, moment, number, one_of, pattern, stretch, whole, written_time, yes_or_no
from bot.simulate.scenario import (
    ANYWHERE,
    DOINGS,
    ROOMS,
    Action,
    Does,
    Edits,
    Expected,
    Fails,
    Moment,
    Passes,
    Person,
    Presses,
    Restarts,
    Room,
    Saves,
    Says,
    Scenario,
    Step,
    Where,
)

TOP = ("about", "start", "knowledge", "privacy", "people", "chats", "steps")
WHERE = ("who", "in", "topic", "anonymous")
#: What a step may be, and the keys that go with it.
VERBS: dict[str, tuple[str, ...]] = {
    "says": (*WHERE, "reply"),
    "edits": WHERE,
    "presses": WHERE,
    **dict.fromkeys(DOINGS, WHERE),
    "clock": (),
    "fault": ("in", "method", "times", "after", "retry_after", "seconds", "code", "description"),
    "file": ("replace", "with", "append"),
    "restart": (),
}
#: Keys that may stand beside any of them.
ALWAYS = ("at", "expect")
EXPECTED = ("in", "topic", "says", "lacks", "new", "changed", "buttons", "popup")
NOTHING = "nothing"


class ScenarioError(Exception):
    """A scenario file that cannot be played; holds every problem, one line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file. May raise ScenarioError."""
    notes = Notepad(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        notes.error(1, f"it cannot be opened ({error.strerror}). Name a scenario file")
        raise ScenarioError(notes.problems) from None
    node = reading.read(data, notes)
    scenario = Scenario(path)
    if isinstance(node, reading.Pairs):
        scenario = _Script(Fields(node, notes), path).scenario()
    elif node is not None:
        notes.error(node.line, "the file has to be a mapping. Write `steps:` and below it what happens")
    errors = [problem for problem in notes.problems if problem.severity == "error"]
    if errors:
        raise ScenarioError(errors)
    return scenario


class _Script:
    """Reads one file; knows who and what there is, so that a name misspelt is found."""

    def __init__(self, top: Fields, path: Path) -> None:
        self.top = top
        self.path = path
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}

    def scenario(self) -> Scenario:
        """All of it."""
        top = self.top
        top.refuse_unknown(*TOP)
        knowledge = top.text("knowledge")
        for fields in top.mappings("people", "- name: ..."):
            self._person(fields)
        for fields in top.mappings("chats", "- name: ..."):
            self._room(fields)
        if "steps" not in top:
            top.error("steps", "`steps` is missing. Write `steps:` and below it what happens")
        return Scenario(
            path=self.path,
            about=top.text("about") or "",
            start=top.read("start", written_time),
            knowledge=self.path.parent / knowledge if knowledge else None,
            privacy=top.read("privacy", yes_or_no) is not False,
            steps=tuple(self._step(fields) for fields in top.mappings("steps", "- who: ...")),
            people=tuple(self.people.values()),
            rooms=tuple(self.rooms.values()),
        )

    def _person(self, fields: Fields) -> None:
        fields.refuse_unknown("name", "language", "owner")
        name = fields.required("name")
        if name in self.people:
            fields.error("name", f"there is a second person `{name}`. Give this one another name")
        language = fields.read("language", one_of(*LANGUAGES)) or LANGUAGES[0]
        self.people[name] = Person(name, language, fields.read("owner", yes_or_no) or False)

    def _room(self, fields: Fields) -> None:
        fields.refuse_unknown("name", "type", "members", "admins", "topics", "bot")
        name = fields.required("name")
        if name in self.rooms or name in self.people or name == ANYWHERE:
            fields.error("name", f"`{name}` is taken. Give this chat another name")
        kind = fields.read("type", one_of(*ROOMS)) or "supergroup"
        standing = fields.read("bot", one_of("member", "administrator", "none"))
        if standing is None:
            standing = "administrator" if kind == "channel" else "member"
        members, admins = fields.names("members"), fields.names("admins")
        for one in (*members, *admins):
            self.people.setdefault(one, Person(one))
        if not (members or admins):
            fields.error("name", f"nobody is in `{name}`. Write `members: [...]`")
        self.rooms[name] = Room(
            name, kind, members, admins, fields.names("topics"), None if standing == "none" else standing
        )

    def _step(self, fields: Fields) -> Step:
        verbs = [verb for verb in VERBS if verb in fields]
        verb = verbs[0] if verbs else None
        if verb is None:
            self._nothing_happens(fields)
            action: Action = Restarts()
        else:
            fields.refuse_unknown(verb, *VERBS[verb], *ALWAYS)
            action = self._action(verb, fields)
        acts = isinstance(action, Says | Edits | Presses | Does)
        expected = self._expected(fields, None if acts else ANYWHERE)
        return Step(Place(str(self.path), fields.line), action, fields.read("at", moment), expected)

    def _nothing_happens(self, fields: Fields) -> None:
        """Notes the keys that mean nothing in any step, or else that none says what happens."""
        beside = {*ALWAYS, *(key for keys in VERBS.values() for key in keys)}
        unknown = [key for key in fields.node.pairs if key not in beside]
        for key in unknown:
            fields.error(key, f"`{key}` means nothing in a step. Write one of {', '.join(VERBS)}")
        if not unknown:
            fields.error("who", f"nothing happens in this step. Write one of {', '.join(VERBS)}")

    def _action(self, verb: str, fields: Fields) -> Action:
        match verb:
            case "says":
                return Says(self._where(fields), fields.required(verb), fields.read("reply", yes_or_no) or False)
            case "edits":
                return Edits(self._where(fields), fields.required(verb))
            case "presses":
                return Presses(self._where(fields), fields.required(verb))
            case "clock":
                return Passes(fields.read(verb, moment) or Moment(timedelta()))
            case "fault":
                return self._fault(fields)
            case "file":
                return self._save(fields)
            case "restart":
                return Restarts(fields.read(verb, _down) or timedelta())
        return self._doing(verb, fields)

    def _where(self, fields: Fields) -> Where:
        who = fields.required("who")
        self._known("who", who, fields, [*self.people])
        room, topic = fields.text("in"), fields.text("topic")
        if room is not None:
            self._known("in", room, fields, [*self.rooms])
            if topic is not None and room in self.rooms:
                self._known("topic", topic, fields, self.rooms[room].topics)
        return Where(who, room, topic, fields.read("anonymous", yes_or_no) or False)

    def _doing(self, verb: str, fields: Fields) -> Does:
        where, of = self._where(fields), fields.required(verb)
        doing = next(one for one in DOINGS if one == verb)
        if doing in ("joins", "leaves"):
            self._known(verb, of, fields, [*self.rooms])
            return Does(Where(where.who, of), doing)
        if of != "bot":
            fields.error(verb, f"`{verb}` is `{of}`. Write `{verb}: bot`")
        if doing in ("adds", "removes") and where.room is None:
            fields.error(verb, f"`{verb}` needs a chat. Write `in: ...` beside it")
        return Does(where, doing)

    def _fault(self, fields: Fields) -> Fails:
        kind = fields.read("fault", one_of(*KINDS, "none"))
        where = fields.text("in")
        if where is not None:
            self._known("in", where, fields, [*self.people, *self.rooms])
        numbers = {key: fields.read(key, whole) for key in ("after", "retry_after", "code")}
        found: dict[str, float] = {key: value for key, value in numbers.items() if value is not None}
        if (seconds := fields.read("seconds", number)) is not None:
            found["seconds"] = seconds
        for_ever = fields.text("times") == "all"
        times = None if for_ever else fields.read("times", whole) or 1
        return Fails(
            next((one for one in KINDS if one == kind), None),
            fields.text("method"), where, times, found, fields.text("description"),
        )  # fmt: skip

    def _save(self, fields: Fields) -> Saves:
        file = fields.required("file")
        if "append" in fields:
            return Saves(file, None, fields.required("append"))
        if "replace" not in fields:
            fields.error("file", "nothing is changed. Write `replace` and `with`, or `append`, beside it")
            return Saves(file, None, "")
        return Saves(file, fields.required("replace"), fields.required("with"))

    def _expected(self, fields: Fields, where: str | None) -> tuple[Expected, ...]:
        node = fields.node.pairs.get("expect")
        if isinstance(node, reading.Text):
            return (self._short(node, where, fields.notes),)
        if isinstance(node, reading.Pairs):
            return (self._long(Fields(node, fields.notes), where),)
        if not isinstance(node, reading.Items):
            return ()
        return tuple(
            self._long(Fields(item, fields.notes), where)
            if isinstance(item, reading.Pairs)
            else self._short(item, where, fields.notes)
            for item in node.items
            if isinstance(item, reading.Pairs | reading.Text)
        )

    def _short(self, node: reading.Text, where: str | None, notes: Notepad) -> Expected:
        at = Place(str(self.path), node.line)
        if node.value == NOTHING:
            return Expected(at, where, new=0, changed=0)
        try:
            return Expected(at, where, says=(pattern(node.value),))
        except ValueError as error:
            notes.error(node.line, f"`{node.value}` is not a regular expression ({error}). Write one that Python reads")
            return Expected(at, where)

    def _long(self, fields: Fields, where: str | None) -> Expected:
        fields.refuse_unknown(*EXPECTED)
        place = fields.text("in") or where
        if "in" in fields and place is not None:
            self._known("in", place, fields, [*self.people, *self.rooms, ANYWHERE])
        return Expected(
            at=Place(str(self.path), fields.line),
            where=place,
            topic=fields.text("topic"),
            says=fields.patterns("says"),
            lacks=fields.patterns("lacks"),
            new=fields.read("new", whole),
            changed=fields.read("changed", whole),
            buttons=fields.names("buttons"),
            popup=next(iter(fields.patterns("popup")), None),
        )

    def _known(self, key: str, name: str, fields: Fields, known: Sequence[str]) -> None:
        if name and name not in known:
            there_are = f"Write one of {', '.join(known)}" if known else "Name it at the top, below `people` or `chats`"
            fields.error(key, f"`{key}` is `{name}`, and there is no such name. {there_are}")


def _down(text: str) -> timedelta:
    return timedelta() if text == "bot" else stretch(text)
