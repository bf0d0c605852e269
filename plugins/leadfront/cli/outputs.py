"""Pairs of --format and --output, as they were typed."""

from __future__ import annotations

from leadfront.question import UsageError


def outputs(asked: list[tuple[str, str]], default: str) -> list[tuple[str, str]]:
    """Pairs of format and file; an empty file is standard output. An --output belongs to the --format before it.

    Raises UsageError where they can't be paired.
    """
    formats = [value for kind, value in asked if kind == "format"]
    files = [value for kind, value in asked if kind == "output"]
    if len(formats) <= 1 and len(files) == 1:
        return [(formats[0] if formats else default, "" if files[0] == "-" else files[0])]
    pairs: list[tuple[str, str]] = []
    open_pair = False
    for kind, value in asked:
        if kind == "format":
            pairs.append((value, ""))
            open_pair = True
        elif not open_pair:
            raise UsageError(
                f"--output {value} has no --format before it: write them in pairs, like --format json "
                f"--output report.json"
            )
        else:
            pairs[-1] = (pairs[-1][0], "" if value == "-" else value)
            open_pair = False
    if sum(not target for _, target in pairs) > 1:
        raise UsageError("two formats would go to the terminal at once: give all but one of them an --output")
    return pairs or [(default, "")]
