"""Read the cases of a test from a Markdown table."""


def table(text):
    """Return the cells of the rows of a table, without its heading."""
    lines = [line for line in text.strip().splitlines() if not line.startswith("|-")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
