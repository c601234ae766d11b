"""The door to drawing: a sheet in words becomes the bytes of a PNG."""

from __future__ import annotations

from bot.pictures.map import MapSheet
from bot.pictures.map_drawing import map_png
from bot.pictures.timeline import Timeline
from bot.pictures.timeline_drawing import timeline_png
from bot.pictures.trade import TradeTable
from bot.pictures.trade_drawing import trade_png


def png(sheet: Timeline | TradeTable | MapSheet) -> bytes:
    """The picture of the sheet."""
    match sheet:
        case Timeline():
            return timeline_png(sheet)
        case TradeTable():
            return trade_png(sheet)
        case _:
            return map_png(sheet)
