"""What came held against what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.simulate.received import Got
from bot.simulate.scenario import Expected, Pattern

SHORTENED = 100  #: characters of a message in a complaint


def complaints(expected: Expected, got: Sequence[Got]) -> Iterator[str]:
    """What is missing or too much in what came."""
    messages = [one for one in got if not one.is_popup]
    new, changed = ([one for one in messages if one.is_change is wanted] for wanted in (False, True))
    came = f"there came {_shown(messages)}"
    if expected.new is not None and len(new) != expected.new:
        yield f"{_expected(expected.new, 'new message', 'new messages')}, and {came}"
    if expected.changed is not None and len(changed) != expected.changed:
        yield f"{_expected(expected.changed, 'change of a message', 'changes of messages')}, and {came}"
    for pattern in expected.says:
        if not _found(pattern, messages):
            yield f'"{pattern.pattern}" was expected, and {came}'
    for pattern in expected.lacks:
        if _found(pattern, messages):
            yield f'"{pattern.pattern}" was not to be said, and {came}'
    there = messages[-1].buttons if messages else ()
    for label in expected.buttons:
        if not any(button.startswith(label) for button in there):
            yield f"a button [{label}] was expected, and there are {', '.join(there) or 'none'}"
    if expected.popup is not None and not _found(expected.popup, [one for one in got if one.is_popup]):
        yield f'a word with "{expected.popup.pattern}" was expected to answer the press, and there was none'


def _expected(number: int, one: str, many: str) -> str:
    return f"{number} {one} was expected" if number == 1 else f"{number} {many} were expected"


def _found(pattern: Pattern, got: Sequence[Got]) -> bool:
    return any(pattern.search(one.text) for one in got)


def _shown(got: Sequence[Got]) -> str:
    texts = (" ".join(one.text.split()) for one in got)
    return "; ".join(f'"{text[:SHORTENED]}{"…" if len(text) > SHORTENED else ""}"' for text in texts) or "nothing"
