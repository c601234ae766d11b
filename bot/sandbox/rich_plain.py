"""What can be read in a rich message, as plain text: a line for each heading, paragraph, point and table row."""

from typing import Any


def rich_plain(blocks: list[dict[str, Any]]) -> str:
    """The text of the blocks, those in details among them."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: dict[str, Any]) -> list[str]:
    lines = [rich_words(block[key]) for key in ("caption", "summary", "text", "credit") if key in block]
    lines += [" | ".join(rich_words(cell.get("text", "")) for cell in row) for row in block.get("cells", ())]
    lines += [f"{item['label']} {rich_plain(item['blocks'])}" for item in block.get("items", ())]
    inner = block.get("blocks")
    return [*lines, rich_plain(inner)] if inner else lines


def rich_words(text: Any) -> str:
    """The words of a RichText."""
    if isinstance(text, list):
        return "".join(map(rich_words, text))
    if isinstance(text, dict):
        return rich_words(text.get("text", text.get("alternative_text", text.get("expression", ""))))
    return str(text)
