"""Pictures: opening them safely, and recognising the words in them."""
