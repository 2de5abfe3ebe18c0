"""Lists of words, written as one writes them on a line."""


def words(text: str) -> frozenset[str]:
    """Each word of the text, parted by spaces."""
    return frozenset(text.split())
