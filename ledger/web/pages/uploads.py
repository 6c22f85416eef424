"""Uploads: files come in, and a receipt says what became of each."""

from flask import Blueprint

from ledger.web.context import page

pages = Blueprint("uploads", __name__)


@pages.get("/upload")
def form() -> str:
    """Ask for files."""
    return page("uploads/form.html")


@pages.get("/receipts/<key>")
def receipt(key: str) -> str:
    """Show what became of the files of one act of taking in."""
    return page("uploads/receipt.html", key=key)
