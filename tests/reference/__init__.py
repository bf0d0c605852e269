"""A second implementation of the claim: slow, obvious, and written from the specification alone.

It exists to disagree. The property tests give it and the fast core the same random histories, and every difference is a
mistake in one of the two. So it shares no code with `leadfront`, keeps no index and no cache that it could do without,
runs one git command per question, and looks at the whole tree of every landing instead of at what changed.

    answer = reference.examine(folder, revision="HEAD", as_of=datetime(2026, 11, 21, tzinfo=UTC))

`answer` has the shape of the report's `verdict`, `quarters` and `levels`. It reads whole, ordinary repositories only:
whether a history can be believed at all (shallow, grafted …) is a question for other tests.
"""

from reference.verdict import examine

__all__ = ["examine"]
