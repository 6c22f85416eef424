"""Where the parts of the product that are no code lie."""

from pathlib import Path


def templates_folder() -> Path:
    """Return where the templates are: in the wheel, or beside the package."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "templates"
