"""Draw the drafts that the designer attaches."""

from io import BytesIO

from PIL import Image
from PIL import ImageDraw

from ledger.samples.story import Drawing

WIDTH = 480
HEIGHT = 300
WAVES = 3


def png(drawing: Drawing) -> bytes:
    """Return the draft as PNG: three gusts of wind on a plain ground."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), drawing.background)
    pen = ImageDraw.Draw(picture)
    size = round(WIDTH * drawing.share)
    left = (WIDTH - size) // 2
    step = size // 6
    bend = step * 2 // 5
    thick = max(3, size // 24)
    for number in range(WAVES):
        y = HEIGHT // 2 + (number - 1) * step + bend // 2
        reach = left + size - bend - number * step
        low = y + thick // 2
        curl = (reach - bend, low - 2 * bend, reach + bend, low)
        pen.line((left, y, reach, y), fill=drawing.ink, width=thick)
        pen.arc(curl, start=180, end=90, fill=drawing.ink, width=thick)
    stream = BytesIO()
    picture.save(stream, format="PNG", optimize=True)
    return stream.getvalue()
