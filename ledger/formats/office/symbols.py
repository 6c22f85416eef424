"""Letters of fonts that are pictures: as what they look like, or by their name."""

WINGDINGS = {
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xFE: "☑",
    0xFD: "☒",
    0x78: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xE0: "→",
    0xDF: "←",
    0x6C: "●",
    0xA7: "▪",
    0x4A: "☺",
}
SYMBOL = {0xB7: "•", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥"}
FONTS = {"wingdings": WINGDINGS, "symbol": SYMBOL}
PRIVATE = range(0xF000, 0xF100)
PLAIN = range(0x20, 0x110000)
BYTE = 0xFF


def symbol(font: str, code: int) -> str:
    """Return a letter of a font; in brackets where nobody knows how it looks."""
    known = FONTS.get(font.lower(), {})
    if code & BYTE in known and (code in PRIVATE or code <= BYTE):
        return known[code & BYTE]
    if code in PRIVATE or code not in PLAIN:
        return f"[{font} {code:04X}]"
    return chr(code)
