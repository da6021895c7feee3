"""The beginning of a long text, for a message."""


def excerpt(text: str, most: int) -> str:
    """``text``, or as many whole words of it as ``most`` letters hold, with an ellipsis."""
    if len(text) <= most:
        return text
    begun = text[: most - 1]
    whole = begun if text[most - 1].isspace() else begun.rpartition(" ")[0]
    return (whole.rstrip() or begun) + "…"
