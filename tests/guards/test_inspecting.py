"""What may be published, of everything that can lie in a showcase folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfront.front_matter import MAX_FILE_BYTES
from leadfront.guards import FoundFile, Inspected, Kind, Reason, inspect
from leadfront.guards.addresses import address
from leadfront.guards.found import MAX_PICTURE_BYTES
from leadfront.guards.inspecting import Trust
from leadfront.guards.names import is_suitable, proposed
from leadfront.use_case import is_use_case

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
PICTURES = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe1",
    "gif": b"GIF89a",
    "webp": b"RIFF\0\0\0\0WEBP",
    "avif": b"\0\0\0\x20ftypavif",
}


def found(uri: str, data: bytes = b"Words.\n", **more: object) -> FoundFile:
    if not uri.endswith(".md") and "data" not in more and data == b"Words.\n":
        data = PICTURES.get(uri.rpartition(".")[2], data)
    return FoundFile(uri, size=len(data), data=data)._replace(**more)


def looked(*files: FoundFile, trust: Trust | None = None) -> Inspected:
    told = [item._replace(kind=Kind.USE_CASE) if is_use_case(item.uri, "use-cases") else item for item in files]
    return inspect(told, "use-cases", trust)


def reasons(inspected: Inspected) -> dict[str, Reason]:
    return {item.uri: item.reason for item in inspected.refusals if item.message}


def published(inspected: Inspected) -> list[str]:
    return [item.uri for item in inspected.plain]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (found("a.md", kind=Kind.LINK), Reason.LINK),
        (found("pictures", kind=Kind.LINK), Reason.LINK),
        (found("", kind=Kind.LINK), Reason.LINK),
        (found("part", kind=Kind.REPOSITORY), Reason.LINK),
        (found("pipe.md", kind=Kind.DEVICE), Reason.LINK),
        (found("page.html"), Reason.TYPE),
        (found("run.js"), Reason.TYPE),
        (found("drawing.svg"), Reason.TYPE),
        (found("paper.pdf", b"%PDF-1.7"), Reason.TYPE),
        (found("CNAME"), Reason.TYPE),
        (found("_headers"), Reason.TYPE),
        (found("data.exe"), Reason.TYPE),
        (found("data.csv"), Reason.TYPE),
        (found("search/search_index.json"), Reason.TYPE),
        (found("assets/javascripts/bundle.abc.min.js"), Reason.TYPE),
        (found("handbook/.gitattributes"), Reason.STEERING),
        (found(".htaccess"), Reason.STEERING),
        (found("picture.png", b"<svg xmlns="), Reason.DISGUISED),
        (found("picture.png", PICTURES["gif"]), Reason.DISGUISED),
        (found("picture.jpg", b""), Reason.DISGUISED),
        (found("picture.webp", b"RIFF\0\0\0\0WAVE"), Reason.DISGUISED),
        (found("picture.png", PNG, size=MAX_PICTURE_BYTES + 1), Reason.SIZE),
        (found("long.md", b"x" * (MAX_FILE_BYTES + 1)), Reason.SIZE),
        (found("a/" * 21 + "b.md"), Reason.NAME),
        (found("/".join(["a" * 60] * 4) + ".png"), Reason.NAME),
        (found("use-cases/" + "a/" * 21 + "b.md"), Reason.NAME),
        (found("404.md"), Reason.RESERVED),
        (found("coverage.md"), Reason.RESERVED),
        (found("Coverage.md"), Reason.RESERVED),
        (found("levels/director.md"), Reason.RESERVED),
        (found("rules/index.md"), Reason.RESERVED),
        (found("use-cases/index.md"), Reason.RESERVED),
        (found("playbook.md"), Reason.RESERVED),
        (found("playbook/show-what-failed/index.md"), Reason.RESERVED),
        (found("assets/images/favicon.png"), Reason.RESERVED),
        (found("assets/stylesheets/picture.png"), Reason.RESERVED),
        (found("latin.md", "café".encode("latin-1")), Reason.UNREADABLE),
        (found("wide.md", "café".encode("utf-16")), Reason.UNREADABLE),
        (found("nul.md", b"a\0b"), Reason.UNREADABLE),
        (found("colon.md", b"---\ntitle: a: b\n---\n"), Reason.UNREADABLE),
        (found("open.md", b"---\ntitle: a\n"), Reason.UNREADABLE),
        (found("long.md", b"----\ntitle: a\n----\n"), Reason.UNREADABLE),
        (found("dots.md", b"---\ntitle: a\n...\ntext\n"), Reason.UNREADABLE),
        (found("locked.md", unreadable="it can't be opened (Permission denied)"), Reason.UNREADABLE),
        (found("bomb.md", b"[a](" * 8000), Reason.HEAVY),
        (found("PAGE.MD"), Reason.NAME),
        (found("Picture.PNG", PNG), Reason.NAME),
        (found("a\nb.md"), Reason.NAME),
        (found("a\u202egnp.md"), Reason.NAME),
        (found("caf\udce9.md"), Reason.NAME),
        (found("a\\b.md"), Reason.NAME),
        (found("picture.png.md"), Reason.NAME),
        (found("a.png/b.md"), Reason.NAME),
    ],
    ids=lambda value: ascii(value.uri) if isinstance(value, FoundFile) else str(value),
)
def test_what_is_refused_is_not_published(file: FoundFile, reason: Reason) -> None:
    inspected = looked(file)
    assert reasons(inspected) == {file.uri: reason}
    assert published(inspected) == []
    assert inspected.refused == {file.uri}
    (refusal,) = inspected.refusals
    assert refusal.message.endswith(".")
    assert refusal.help.endswith(".")
    assert refusal.message.isprintable()
    assert refusal.help.isprintable()


@pytest.mark.parametrize(
    "file",
    [
        found("index.md"),
        found("about/index.md"),
        found("about/README.md"),
        found("notes.md", b"---\ntitle: Notes\nhide: [toc]\nsearch: {exclude: true}\n---\n\nWords.\n"),
        found("bom.md", b"\xef\xbb\xbf---\ntitle: Notes\n---\n"),
        found("playbook/our-own.md", b"---\ntitle: Ours\norder: 3\nsummary: Words\n---\n\nWords.\n"),
        found("use-cases/finance/index.md"),
        found("use-cases/letters.png"),
        found("assets/images/team.png"),
        found("coverage.png"),
        *(found(f"picture.{ending}", head) for ending, head in PICTURES.items()),
    ],
    ids=lambda file: file.uri,
)
def test_what_people_need_is_published(file: FoundFile) -> None:
    inspected = looked(file)
    assert inspected.refusals == ()
    assert published(inspected) == [file.uri]


@pytest.mark.parametrize("uri", ["README.md", "use-cases/README.md", "levels/README.md", ".gitkeep", "a/.pages"])
def test_what_is_for_the_repository_alone_is_neither_published_nor_wrong(uri: str) -> None:
    assert looked(found(uri)) == Inspected()


def test_a_name_that_does_no_harm_is_told_and_published() -> None:
    inspected = looked(found("Über uns.md"), found("team_photo.png"))
    assert reasons(inspected) == {"Über uns.md": Reason.NAME, "team_photo.png": Reason.NAME}
    assert [item.help for item in inspected.refusals] == [
        "Call it “uber-uns.md”: lower-case letters, digits and hyphens.",
        "Call it “team-photo.png”: lower-case letters, digits and hyphens.",
    ]
    assert published(inspected) == ["Über uns.md", "team_photo.png"]


@pytest.mark.parametrize(
    ("uris", "proposals"),
    [
        (["FOO.md", "foo.md"], ["foo-2.md"]),
        (["Foo.md"], ["foo.md"]),
        (["Foo!.md", "Foo.md", "foo-2.md"], ["foo-3.md", "foo.md"]),
        (["a!.md", "a_.md"], ["a.md", "a-2.md"]),
        (["Foo!.md", "foo/index.md"], ["foo-2.md"]),
        (["levels!.md"], ["levels-2.md"]),
        (["levels/FOO.MD"], ["levels/foo.md"]),
        (["a/Chart.PNG", "a/chart.png"], ["a/chart-2.png"]),
    ],
)
def test_a_name_that_is_proposed_is_free(uris: list[str], proposals: list[str]) -> None:
    told = [item.help for item in looked(*map(found, uris)).refusals if item.reason is Reason.NAME]
    assert [said.split("”")[0].split("“")[1] for said in told] == proposals


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("about.md", "about/index.md", "about.md"),
        ("About.md", "about.md", "about.md"),
        ("caf\u00e9.md", "cafe\u0301.md", "cafe\u0301.md"),
        ("stra\u00dfe.md", "strasse.md", "strasse.md"),
        ("Team/a.png", "team/a.png", "team/a.png"),
    ],
)
def test_of_two_with_one_address_one_is_published_and_both_are_told(one: str, other: str, left: str) -> None:
    inspected = looked(found(one), found(other))
    twice = {item.uri for item in inspected.refusals if item.reason is Reason.TWICE}
    assert twice == {one, other}
    assert published(inspected) == [left]


def test_a_use_case_stays_before_a_page() -> None:
    inspected = looked(found("use-cases/rota.md"), found("use-cases/rota/index.md"))
    assert published(inspected) == []
    assert inspected.refused == {"use-cases/rota/index.md"}
    assert set(reasons(inspected)) == {"use-cases/rota.md", "use-cases/rota/index.md"}


def test_of_two_use_cases_that_differ_in_capitals_the_good_name_stays() -> None:
    assert looked(found("use-cases/Rota.md"), found("use-cases/rota.md")).refused == {"use-cases/Rota.md"}


def test_an_index_stays_before_a_readme_and_nothing_is_said() -> None:
    inspected = looked(found("about/README.md"), found("about/index.md"))
    assert published(inspected) == ["about/index.md"]
    assert reasons(inspected) == {}


def test_a_use_case_whose_name_cannot_be_printed_is_held_back() -> None:
    assert looked(found("use-cases/a\x1b[2J.md")).refused == {"use-cases/a\x1b[2J.md"}
    assert looked(found("use-cases/Board Pack.md")).refused == frozenset()


def test_the_policy_can_trust_files_and_pages() -> None:
    css, cname, paper = found("styles/ours.css"), found("CNAME"), found("paper.pdf", b"%PDF-1.7")
    fake, page = found("fake.pdf", b"<html>"), found("start.md", b"---\ntemplate: home.html\n---\n")
    trust = Trust(lambda uri: uri != "start.md", lambda uri: uri == "start.md")
    inspected = looked(css, cname, paper, fake, page, trust=trust)
    assert published(inspected) == ["styles/ours.css", "CNAME", "paper.pdf", "start.md"]
    assert reasons(inspected) == {"fake.pdf": Reason.DISGUISED}
    assert [item.page for item in inspected.plain] == [None] * 4


def test_a_link_is_not_trusted() -> None:
    assert published(looked(found("a.css", kind=Kind.LINK), trust=Trust(bool, bool))) == []


def test_keys_are_left_out_and_told_with_their_lines() -> None:
    page = found("a.md", b"---\ntitle: A\ntemplate: redirect.html\nhide: [toc, body]\nlocation: x\n---\n\nWords.\n")
    inspected = looked(page)
    assert [(item.line, item.reason) for item in inspected.refusals] == [(line, Reason.KEYS) for line in (3, 4, 5)]
    assert inspected.plain[0].page
    assert inspected.plain[0].page.meta == {"title": "A", "hide": ["toc"]}
    assert inspected.refused == frozenset()


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=30)
URIS = st.lists(NAMES.filter(lambda name: name not in (".", "..")), min_size=1, max_size=3).map("/".join)


@given(st.lists(st.tuples(URIS, st.sampled_from(["", ".md", ".png"]), st.binary(max_size=80)), max_size=8))
def test_whatever_lies_there_gets_an_answer(files: list[tuple[str, str, bytes]]) -> None:
    inspected = looked(*(found(uri + ending, data or b" ") for uri, ending, data in files))
    where = [address(uri) for uri in {item.uri for item in inspected.plain}]
    assert len(where) == len(set(where))
    assert all(item.message.isprintable() and item.help.isprintable() for item in inspected.refusals)
    assert all(item.uri.isprintable() for item in inspected.plain)


@given(URIS)
def test_the_proposed_name_follows_the_rule(uri: str) -> None:
    assert is_suitable(proposed(f"{uri}.md", "page"))
