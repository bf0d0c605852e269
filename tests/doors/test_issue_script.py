"""The issue form's other end, on saved issues: what is proposed, what is refused, and that nothing is trusted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import write_policy
from leadfront.doors.questions import questions
from leadfront.doors.writing import unfenced
from leadfront.fields import BY_KEY, FIELDS, SECTIONS
from leadfront.issues import pictures
from leadfront.issues.body import answers
from leadfront.issues.pictures import ending_of, may_be_taken, pictures_in
from leadfront.issues.proposal import Issue, NotOursError, Proposal, RefusedError, judged, propose, slug_of
from leadfront.policy import Function, Level, Policy
from leadfront.policy_reader import read_settings
from leadfront.use_case import UseCase, read_use_case
from made_up import CALENDAR, LAUNCH
from small_showcase import environment

ISSUES = Path(__file__).parent / "issues"
FOLDER = "showcase/use-cases"
GITHUB = "https://github.com"
POLICY = Policy(
    launch=LAUNCH,
    calendar=CALENDAR,
    levels=(Level("executive", "Executive team"), Level("director", "Directors")),
    functions=(Function("finance", "Finance"), Function("people", "People and pay")),
)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)
CONTENTS = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "exe": b"MZ\x90\0",
}


def saved(name: str) -> Issue:
    (path,) = ISSUES.glob(f"{name}-*")
    text = path.read_text(encoding="utf-8")
    return Issue(7, json.loads(text)["issue"]["body"] if path.suffix == ".json" else text)


def fetch(url: str) -> bytes | None:
    """What the host would give; asked for anything that is not its own, the test fails."""
    assert may_be_taken(url, GITHUB), url
    last = url.rpartition("/")[2]
    return None if last == "gone" else CONTENTS.get(last, PNG)


def proposed(name: str) -> Proposal:
    return propose(saved(name), POLICY, FOLDER, GITHUB, fetch)


def read(proposal: Proposal) -> UseCase:
    return read_use_case(proposal.path, FOLDER, proposal.text.encode("utf-8"))


def prose(case: UseCase, key: str) -> str:
    return unfenced(case.by_key[key].text)


def codes(proposal: Proposal) -> set[str]:
    return {finding.code for finding in judged(proposal, POLICY, FOLDER, date(2026, 11, 10))}


NAMES = sorted(path.name.partition("-")[0] for path in ISSUES.iterdir())
FILES = [name for name in NAMES if name not in ("13", "20")]


def test_there_are_at_least_twenty_of_them() -> None:
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", FILES)
def test_whatever_an_issue_holds_the_file_is_a_use_case_and_no_more(name: str) -> None:
    proposal = proposed(name)
    assert re.fullmatch(r"showcase/use-cases/[a-z0-9]+(-[a-z0-9]+)*-7\.md", proposal.path)
    assert re.fullmatch(r"[a-z0-9 ]+", proposal.title)
    case = read(proposal)
    asked = set(BY_KEY) - {"id", "status", "sample"}
    assert set(case.document.front_matter) <= asked
    known = [section.heading for section in SECTIONS]
    headings = [section.heading for section in case.sections]
    assert headings == [heading for heading in known if heading in headings]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", proposal.text)
    for path, data in proposal.pictures:
        assert re.fullmatch(r"showcase/use-cases/[a-z0-9-]+-7-\d\.(png|jpg|webp|gif)", path)
        assert ending_of(data) == path.rpartition(".")[2]


@pytest.mark.parametrize("name", ["01", "02", "04", "05", "06", "10", "11", "14", "16", "19", "21"])
def test_nothing_in_the_words_themselves_makes_a_finding(name: str) -> None:
    assert codes(proposed(name)) <= ({"LF108"} if name == "19" else set())


def test_a_complete_issue_gives_every_field() -> None:
    proposal = proposed("01")
    case = read(proposal)
    assert set(case.document.front_matter) == set(BY_KEY) - {"id", "status", "sample", "sensitivity", "related"}
    assert case.text("level") == "director"
    assert case.text("function") == "finance"
    assert case.texts("tools") == ("Copilot", "Excel")
    assert case.texts("skills") == ("communication", "trust")
    assert case.effect is not None
    assert (case.effect.before, case.effect.after, case.effect.unit) == (180, 25, "minutes")
    assert proposal.path == "showcase/use-cases/forty-letters-one-afternoon-7.md"
    assert proposal.notes == ()


def test_what_was_not_answered_is_left_out() -> None:
    case = read(proposed("02"))
    assert set(case.document.front_matter) == {field.key for field in FIELDS if field.required}
    assert "try" not in case.by_key


def test_what_is_missing_is_found() -> None:
    assert codes(proposed("03")) == {"LF105", "LF107", "LF111"}
    assert codes(proposed("17")) == {"LF108", "LF109", "LF110"}
    assert codes(proposed("22")) >= {"LF105", "LF111"}
    assert proposed("22").path.endswith("/use-case-7.md")


def test_a_prompt_stays_as_it_is_to_the_letter() -> None:
    said = answers(saved("04").body, questions(POLICY))
    assert said is not None
    assert prose(read(proposed("04")), "prompt") == said["prompt"]
    assert "## Minutes\n\n---\n\n[minutes]" in said["prompt"]
    assert prose(read(proposed("05")), "prompt") == "Draft an answer.\n\n## Tone\nPlain."
    assert prose(read(proposed("05")), "output") == "Dear [name], your visit was moved."


def test_pictures_of_the_host_are_taken_with_their_words() -> None:
    proposal = proposed("06")
    case = read(proposal)
    one, two = (path.rpartition("use-cases/")[2] for path, _ in proposal.pictures)
    shown, picture = case.by_key["output"].text.split("\n\n")
    assert unfenced(shown) == "The table came back like this:"
    assert picture == f"![The fee table with three wrong rows]({one})"
    assert case.by_key["result"].text == f"We printed it.\n\n![]({two})"
    assert [note for note in proposal.notes if "no description" in note]


def test_pictures_from_elsewhere_are_left_out_and_never_asked_for() -> None:
    proposal = proposed("14")
    assert proposal.pictures == ()
    assert "evil" not in proposal.text
    assert "data:" not in proposal.text
    assert proposal.notes == ("A picture from elsewhere was left out. Drag the picture itself into your answer.",)


def test_a_picture_is_what_its_content_says() -> None:
    proposal = proposed("15")
    assert proposal.pictures == ()
    assert "![" not in proposal.text
    assert len(proposal.notes) == 2
    assert codes(proposal) == {"LF111"}, "nothing else was in the section"


def test_a_title_is_never_a_path() -> None:
    assert proposed("07").path == "showcase/use-cases/github-workflows-evil-yml-x-7.md"


def test_expressions_and_commands_stay_words() -> None:
    proposal = proposed("08")
    assert read(proposal).text("leader") == "${{ github.token }} $(touch /tmp/owned) `id` '; rm -rf / #"
    assert proposal.title == "github token touch tmp owned id rm rf"


def test_a_field_can_hold_no_other() -> None:
    case = read(proposed("09"))
    assert case.title == 'Letters" status: retired level: executive --- # owned'
    assert case.leader == "Imogen\\nsample: true"
    assert case.text("level") == "director"
    assert case.status == "published"


def test_dashes_in_a_section_are_its_own() -> None:
    case = read(proposed("10"))
    assert case.text("level") == "director"
    assert case.by_key["task"].text.startswith("---\ntitle: Another")


def test_headings_inside_answers_forge_no_answer_of_one_line() -> None:
    case = read(proposed("11"))
    assert case.text("level") == "director"
    assert case.text("coach") == ""
    assert "### Output\n\nForged." in case.by_key["task"].text
    assert case.by_key["output"].text.startswith("```text\nDear [name]")


def test_what_nobody_sees_on_the_issue_is_not_published() -> None:
    proposal = proposed("12")
    assert "javascript" not in proposal.text
    case = read(proposal)
    assert case.by_key["task"].text == "Forty letters.\nMore."
    assert case.by_key["result"].text == "Sent. &lt;!-- never closed\n\n### Gone"
    assert codes(proposal) == {"LF111"}


def test_windows_line_ends_are_lines() -> None:
    assert prose(read(proposed("16")), "prompt") == "First line\nSecond line\n\tthird"


def test_scripts_from_right_to_left_keep_the_marks_they_need() -> None:
    case = read(proposed("18"))
    assert case.leader == "\u200fنورا\u200f العلي"
    assert case.title == "Letters gnp.exe and more"


def test_a_fence_left_open_stays_in_its_section() -> None:
    case = read(proposed("21"))
    assert case.by_key["task"].text == "Forty letters:\n\n```\nDear\n```"
    assert prose(case, "prompt") == "Draft an answer to this letter.\n\n````\nopen"
    assert case.by_key["result"].text == "~~~~\nopen too\n~~~~"


def test_what_is_too_long_and_what_is_not_ours() -> None:
    with pytest.raises(RefusedError, match="60000 are the most"):
        proposed("13")
    with pytest.raises(NotOursError):
        proposed("20")


@given(st.text(max_size=80))
def test_a_slug_is_always_a_safe_name(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(title))
    assert len(slug_of(title)) <= 60


LABELS = [question.label for question in questions(POLICY)]
BODIES = st.lists(
    st.one_of(
        st.sampled_from([f"### {label}" for label in LABELS]),
        st.sampled_from(["```", "~~~", "## Prompt", "---"]),
        st.text(),
    ),
    max_size=40,
).map("\n\n".join)


@given(BODIES)
def test_any_issue_at_all_gives_a_use_case_or_nothing(body: str) -> None:
    full = "\n\n".join([*(f"### {label}\n\n_No response_" for label in LABELS), body])
    for text in (body, full, f"{body}\n\n{full}"):
        try:
            proposal = propose(Issue(7, text), POLICY, FOLDER, GITHUB, fetch)
        except NotOursError:
            continue
        case = read(proposal)
        assert len(case.sections) == len(case.by_key)
        assert set(case.document.front_matter) <= set(BY_KEY)


@given(st.lists(st.text("#`ab\n ", min_size=1, max_size=30), min_size=len(SECTIONS), max_size=len(SECTIONS)))
def test_answers_come_back_as_they_were_given(story: list[str]) -> None:
    asked = questions(POLICY)
    keys = [section.key for section in SECTIONS]
    # As GitHub writes them: a heading, an empty line, the answer.
    said = {question.key: f"answer {number}" for number, question in enumerate(asked)}
    said.update(zip(keys, story, strict=True))
    body = "\n\n".join(f"### {question.label}\n\n{said[question.key]}" for question in asked)
    found = answers(body, asked)
    assert found is not None
    assert {key: text.strip() for key, text in found.items()} == {key: text.strip() for key, text in said.items()}


# ---- pictures


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"GIF89a", "gif"),
        (b"<svg>", ""),
        (b"\x89PNG\r\n\x1a\n<script>", ""),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_types_by_content(data: bytes, ending: str) -> None:
    assert ending_of(data) == ending


@pytest.mark.parametrize(
    ("url", "server", "taken"),
    [
        ("https://github.com/user-attachments/assets/0f-1", GITHUB, True),
        ("https://github.com/org/repo/assets/1/2-3", GITHUB, True),
        ("https://user-images.githubusercontent.com/1/2.png", GITHUB, True),
        ("https://git.example.org/storage/user/3/files/1-2", "https://git.example.org", True),
        ("https://git.example.org:8443/attachments/1-2", "https://git.example.org:8443", True),
        ("https://user-images.githubusercontent.com/1/2.png", "https://git.example.org", False),
        ("https://git.example.org/attachments/1", GITHUB, False),
        ("https://github.com/org/repo/raw/main/x.png", GITHUB, False),
        ("https://github.com/logout?x=/user-attachments/assets/1", GITHUB, False),
        ("https://github.com@evil.example/user-attachments/assets/1", GITHUB, False),
        ("https://github.com:444/user-attachments/assets/1", GITHUB, False),
        ("https://github.com:x/user-attachments/assets/1", GITHUB, False),
        ("https://github.com/user-attachments/assets/%2e%2e/x", GITHUB, False),
        ("file:///user-attachments/assets/1", GITHUB, False),
        ("https://[github.com/user-attachments/assets/1", GITHUB, False),
        ("", GITHUB, False),
    ],
)
def test_which_addresses_are_the_hosts_own(url: str, server: str, taken: bool) -> None:
    assert may_be_taken(url, server) is taken


def test_pictures_are_found_however_they_are_written() -> None:
    text = '![A b](https://a/1 "t") <img src="https://a/2?x=1&amp;y" alt="Screenshot 2026-10-14"> ![IMG_1.png](<https://a/3>)'
    assert [(picture.url, picture.alt) for picture in pictures_in(text)] == [
        ("https://a/1", "A b"),
        ("https://a/2?x=1&y", ""),
        ("https://a/3", ""),
    ]


class Store:
    """A host that keeps attachments, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.elsewhere = ""
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                store.asked.append((self.path, self.headers.get("Authorization")))
                name = self.path.rpartition("/")[2]
                if name in ("away", "around"):
                    self.send_response(302)
                    self.send_header("Location", store.elsewhere if name == "away" else self.path)
                    self.end_headers()
                    return
                self.send_response(200 if name != "refused" else 403)
                self.end_headers()
                self.wfile.write(PNG + bytes(pictures.MAX_BYTES) if name == "large" else PNG)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    opened = Store()
    yield opened
    opened.close()


def test_a_picture_is_downloaded_with_the_token(store: Store) -> None:
    url = f"{store.address}/attachments/1"
    assert pictures.download(url, store.address, "made-up") == PNG
    assert store.asked == [("/attachments/1", "Bearer made-up")]


def test_nothing_is_downloaded_that_is_refused_large_or_elsewhere(store: Store) -> None:
    other = Store()
    store.elsewhere = f"{other.address}/attachments/1"
    for name in ("refused", "large", "away", "around"):
        assert pictures.download(f"{store.address}/attachments/{name}", store.address, "made-up") is None
    other.close()
    assert other.asked == []
    assert pictures.download(f"{other.address}/attachments/1", other.address) is None, "nobody answers there any more"
    assert pictures.download(f"{store.address}/login", store.address) is None


# ---- the command


def command(folder: Path, event: object, **variables: str) -> Path:
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "leadfront.issues", "propose", "--event", "event.json", "--into", "out"],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return folder / "out"


@pytest.fixture
def showcase(tmp_path: Path) -> Path:
    write_policy(tmp_path, launch="2026-07-01", levels=["executive", "director"])
    return tmp_path


def event_of(name: str, login: str = "imogen-ashdown") -> dict[str, object]:
    return {"issue": {"number": 7, "body": saved(name).body, "user": {"login": login, "id": 4711}}}


def test_the_command_writes_what_the_workflow_needs(showcase: Path) -> None:
    out = command(showcase, event_of("03"))
    path = "showcase/use-cases/forty-letters-one-afternoon-7.md"
    assert {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()} == {
        "status", "comment.md", "path", "title", "author", f"files/{path}",
    }  # fmt: skip
    assert (out / "status").read_text() == "proposed\n"
    assert (out / "path").read_text() == f"{path}\n"
    assert (out / "title").read_text() == "Use case: forty letters one afternoon\n"
    assert (out / "author").read_text() == "imogen-ashdown <4711+imogen-ashdown@users.noreply.github.com>\n"
    comment = (out / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith("### Nearly there: five things must be mended\n\nIn your answers:\n\n1. **")
    assert "**Summary** is missing" in comment
    assert "The section “**Output**” is empty" in comment


def test_names_of_authors_are_not_trusted_either(showcase: Path) -> None:
    out = command(showcase, event_of("02", login="x> <evil@example.com>\n"))
    assert (out / "author").read_text() == "issue <7+issue@users.noreply.github.com>\n"


def test_an_answer_gives_no_orders(showcase: Path) -> None:
    comment = (command(showcase, event_of("19")) / "comment.md").read_text(encoding="utf-8")
    assert "octocat" in comment, "the wrong level is named"
    assert not re.search(r"@\w|(?<![\\&])#\d|^\s*::|##\[", comment, re.MULTILINE)


def test_a_file_that_is_there_is_never_written_over(showcase: Path) -> None:
    taken = showcase / "showcase" / "use-cases" / "forty-letters-one-afternoon-7.md"
    taken.parent.mkdir(parents=True)
    taken.symlink_to("nowhere")
    out = command(showcase, event_of("02"))
    assert sorted(path.name for path in out.iterdir()) == ["comment.md", "status"]
    assert (out / "status").read_text() == "refused\n"
    assert "already" in (out / "comment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "status"), [("13", "refused\n"), ("20", "other\n")])
def test_what_is_no_use_case_makes_no_file(showcase: Path, name: str, status: str) -> None:
    out = command(showcase, event_of(name))
    assert (out / "status").read_text() == status
    assert not (out / "files").exists()


@pytest.mark.parametrize("event", [[], {"issue": {}}, {"issue": {"number": "7; id", "body": ""}}, {"issue": None}, "x"])
def test_what_is_no_event_is_wrong_usage(showcase: Path, event: object) -> None:
    with pytest.raises(AssertionError, match="is not the event of an issue"):
        command(showcase, event)


def test_the_form_is_printed_for_the_policy_at_hand(showcase: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadfront.issues", "form"],
        cwd=showcase,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    policy = read_settings((showcase / "mkdocs.yml").read_text(encoding="utf-8"), "mkdocs.yml").policy
    assert all(level.name in done.stdout for level in policy.levels)
