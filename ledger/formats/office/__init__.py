"""What the readers of office files share: the package, its XML, the text they make."""
