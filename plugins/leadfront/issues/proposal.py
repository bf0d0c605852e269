"""Turns an issue into the proposed file: its path, its text, its pictures, and what was left out. Pure: how pictures
are fetched is given.

Nothing of the issue is trusted. The path is made here, from the letters of the title and the issue's number; every
value is written by `leadfront.doors.writing`, which lets none of them become a field or a section of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from leadfront.doors.questions import Place, Question, questions
from leadfront.doors.writing import slug_of, use_case_text
from leadfront.fields import MAX_ITEMS, Kind
from leadfront.findings import Finding
from leadfront.front_matter import Unreadable, Value
from leadfront.issues.body import MAX_CHARACTERS, answers
from leadfront.issues.pictures import MAX_PICTURES, Picture, ending_of, may_be_taken, pictures_in
from leadfront.policy import Policy
from leadfront.rules import judge_file
from leadfront.rules.model import Checked
from leadfront.use_case import read_use_case

MAX_ANSWER = 500
"""Characters of an answer of one line; the rules ask for far less, and say so."""
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")

Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Issue:
    """An issue, as the host tells it."""

    number: int
    body: str


@dataclass(frozen=True)
class Proposal:
    """What an issue proposes."""

    path: str
    """From the repository's top folder; letters, digits, hyphens and slashes alone, save the policy's own folder."""
    text: str
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Path and content of each."""
    notes: tuple[str, ...] = ()
    """What was left out, in sentences for its author."""
    title: str = ""
    """The words of its name. Not the title itself: on a pull request or a commit “fixes #7” would be an order."""


class NotOursError(Exception):
    """The issue was not made from the form."""


class RefusedError(Exception):
    """Nothing can be proposed. The message says why, in sentences for the issue's author."""


def propose(issue: Issue, policy: Policy, folder: str, server: str, fetch: Fetch) -> Proposal:
    """The file that an issue proposes. `folder` is the use-case folder from the repository's top; `server` the host's
    address; `fetch` gets a picture, or None.

    Raises NotOursError, RefusedError.
    """
    asked = questions(policy)
    given = answers(issue.body[: 4 * MAX_CHARACTERS], asked)
    if given is None:
        raise NotOursError
    if len(issue.body) > MAX_CHARACTERS:
        raise RefusedError(
            f"Your answers are {len(issue.body)} characters long; {MAX_CHARACTERS} are the most. "
            "Keep the part of the prompt and the output that matters."
        )
    notes: list[str] = []
    title = given.get("title", "")
    name = f"{slug_of(title)}-{issue.number}"
    album = _Album(folder, name, server, fetch, notes)
    texts: dict[str, str] = {}
    below: dict[str, str] = {}
    for question in asked:
        if question.place is Place.STORY:
            texts[question.key], below[question.key] = _section(given[question.key], question.verbatim, album)
    text = use_case_text(_values(given, asked, notes), texts, policy.sections, below)
    return Proposal(
        f"{folder}/{name}.md", text, tuple(album.taken), tuple(notes), name.rpartition("-")[0].replace("-", " ")
    )


def judged(proposal: Proposal, policy: Policy, folder: str, today: date) -> list[Finding]:
    """What the rules say of the proposed file by itself."""
    case, unreadable = None, None
    data = proposal.text.encode("utf-8")
    try:
        case = read_use_case(proposal.path, folder, data, dict(policy.sections))
    except Unreadable as error:
        unreadable = error
    checked = Checked(proposal.path, folder, policy, today, case, unreadable)
    return judge_file(checked, data)


def _values(given: dict[str, str], asked: Sequence[Question], notes: list[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for question in asked:
        said = given[question.key]
        if question.place is Place.STORY or not said:
            continue
        if len(said) > MAX_ANSWER:
            notes.append(f"“{question.label}” was cut after {MAX_ANSWER} characters.")
            said = said[:MAX_ANSWER]
        value = _value(said, question)
        group, dot, part = question.key.partition(".")
        if not dot:
            values[question.key] = value
            continue
        held = values.setdefault(group, {})
        if isinstance(held, dict):
            held[part] = value
    return values


def _value(said: str, question: Question) -> Value:
    written = {shown.casefold(): choice for shown, choice in question.choices}
    if question.kind in (Kind.TEXTS, Kind.SKILLS):
        items = [item.strip() for item in said.split(",")][:MAX_ITEMS]
        return [written.get(item.casefold(), item) for item in items if item]
    return written.get(said.casefold(), said)


def _section(text: str, verbatim: bool, album: _Album) -> tuple[str, str]:
    """A section's text, and the pictures below it.

    In the leader's own words pictures stay where they are and what can't be seen is taken out; what is verbatim stays
    so to the letter, and its pictures follow it.
    """
    if not verbatim:
        text = _without_comments(text)
        for picture in pictures_in(text):
            text = text.replace(picture.found, album.take(picture), 1)
        return text, ""
    shown = []
    for picture in pictures_in(text):
        if may_be_taken(picture.url, album.server):
            shown.append(album.take(picture))
            text = text.replace(picture.found, "", 1)
    return _out_of_fence(text.strip()), "\n\n".join(filter(None, shown))


def _without_comments(text: str) -> str:
    """Without HTML comments, which nobody sees on the issue; one that is left open is shown."""
    kept = []
    while (start := text.find("<!--")) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[:start])
        text = text[end + 3 :]
    return "".join(kept) + text.replace("<!--", "&lt;!--")


def _out_of_fence(text: str) -> str:
    """A text that its author put between fences, without them: the writer makes new ones, long enough for what is
    inside. Any other text stays as it is.
    """
    first, *inside = text.split("\n")
    opened = _FENCE.fullmatch(first)
    fence = opened and (opened[1] or opened[2])
    if not fence or len(inside) < 2 or inside[-1].strip() != fence:
        return text
    inner = inside[:-1]
    return text if any(line.strip().startswith(fence) for line in inner) else "\n".join(inner)


class _Album:
    """The pictures that were taken, each once, and what is said of those that were not."""

    def __init__(self, folder: str, name: str, server: str, fetch: Fetch, notes: list[str]) -> None:
        self.folder = folder
        self.name = name
        self.server = server
        self.fetch = fetch
        self.notes = notes
        self.taken: list[tuple[str, bytes]] = []

    def take(self, picture: Picture) -> str:
        """The Markdown that shows the picture; empty where it was not taken."""
        if not may_be_taken(picture.url, self.server):
            return self._leave("A picture from elsewhere was left out. Drag the picture itself into your answer.")
        if len(self.taken) >= MAX_PICTURES:
            return self._leave(f"A picture was left out: {MAX_PICTURES} are the most.")
        data = self.fetch(picture.url)
        if data is None:
            return self._leave(
                "A picture could not be fetched, or is larger than 5 MB. Whoever reviews this can add it by hand."
            )
        ending = ending_of(data)
        if not ending:
            return self._leave("A picture was left out: it must be PNG, JPEG, WebP or GIF.")
        file = f"{self.name}-{len(self.taken) + 1}.{ending}"
        self.taken.append((f"{self.folder}/{file}", data))
        if not picture.alt:
            self._leave(
                "A picture has no description. In your answer, write what it shows in place of the word “image” in "
                "front of its address: some readers can't see it."
            )
        alt = re.sub(r"([\\\[\]*_`<>&])", r"\\\1", picture.alt)
        return f"![{alt}]({file})"

    def _leave(self, note: str) -> str:
        if note not in self.notes:
            self.notes.append(note)
        return ""
