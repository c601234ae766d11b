"""How Telegram says no: one exception with code, description and parameters, and a maker for each kind."""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object that Telegram would send."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str, **parameters: Any) -> Refusal:
    """400 with Telegram's prefix; a sentence starts with a small letter, a CODE stays as it is."""
    if len(reason) < 2 or not (reason[1] == "_" or reason[1].isupper()):
        reason = reason[:1].lower() + reason[1:]
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    """403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> Refusal:
    """429 that asks to wait `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def conflict(reason: str) -> Refusal:
    """409: two readers of one queue."""
    return Refusal(409, f"Conflict: {reason}")


def strictness(reason: str) -> Refusal:
    """400 that Telegram would not give: the sandbox is stricter, and says so."""
    return Refusal(400, f"Bad Request: [sandbox strictness] {reason}")
