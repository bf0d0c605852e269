"""What a use case gives away, seen from outside: told with its place, shown nowhere, published by nobody."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from histories import CASES, History, settings_text, use_case
from leadfront.check import examine
from leadfront.findings import Severity
from leadfront.pages import all_files, all_pages
from leadfront.policy_reader import PolicyErrors, read_settings
from leadfront.question import Question
from leadfront.reporters import REPORTERS
from leadfront.rules.confidential import exposed
from leadfront.showcase import Showcase
from made_up_secrets import CARDS, IBANS, keys, private_key, signed_token
from small_site import environment, make

KEY = keys()["GitHub"]
SECRETS = (KEY, signed_token(), CARDS["Visa"], IBANS["DE"], "imogen@northferries.co.uk", "+32 2 000 12 34")


def asked(folder: Path, text: str, **settings: Any) -> Showcase:
    history = History(folder)
    history.write("mkdocs.yml", settings_text(levels=["director"], launch="2026-01-01", **settings))
    history.write(f"{CASES}pack.md", text)
    history.commit(at="2026-01-15T12:00+00:00")
    history.check_out()
    return examine(Question(folder / "mkdocs.yml", as_of="2026-02-01"))


def told(showcase: Showcase) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in showcase.report.findings if finding.code.startswith("LF5")]


def with_prompt(prompt: str, **fields: Any) -> str:
    return use_case(level="director", **fields).replace("## Output", f"{prompt}\n\n## Output", 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_everything_is_told_with_its_line(tmp_path: Path) -> None:
    text = with_prompt("\n\n".join([*SECRETS, private_key()]))
    showcase = asked(tmp_path, text)
    codes = ("LF501", "LF503", "LF505", "LF506", "LF508", "LF509", "LF502")
    parts = (*SECRETS, private_key())
    assert told(showcase) == [(code, line_of(text, part)) for code, part in zip(codes, parts, strict=True)]
    errors = {finding.code for finding in showcase.report.findings if finding.severity is Severity.ERROR}
    assert errors == {"LF501", "LF502", "LF503", "LF505", "LF506"}
    assert showcase.report.exit_code == 1


def test_no_form_of_the_report_shows_any_of_it(tmp_path: Path) -> None:
    text = with_prompt("\n\n".join(SECRETS), function=KEY, skills=[SECRETS[4]], date=CARDS["Visa"], status=IBANS["DE"])
    showcase = asked(tmp_path, text.replace("level: director", f"level: {KEY}\nmystery-{KEY}: {SECRETS[1]}"))
    quoted = [finding for finding in showcase.report.findings if not finding.code.startswith("LF5")]
    assert len(quoted) > 3  # rules that quote what they speak of
    for name, reporter in REPORTERS.items():
        said = reporter(showcase)
        for secret in SECRETS:
            assert secret not in said, name
            assert secret[:8] not in said, name


def test_what_does_harm_is_on_no_page_whatever_the_build(tmp_path: Path) -> None:
    showcase = asked(tmp_path, with_prompt(f"{KEY} and {CARDS['Visa']}"))
    assert showcase.entries == ()
    for page in all_pages(showcase):
        assert KEY not in f"{page.markdown}{page}"
    for file in all_files(showcase):
        assert KEY.encode() not in file.content(lambda uri: uri)


def test_what_may_be_an_example_is_on_its_page(tmp_path: Path) -> None:
    showcase = asked(tmp_path, with_prompt("Write to imogen@northferries.co.uk."))
    assert [entry.uri for entry in showcase.entries] == ["use-cases/pack.md"]
    assert showcase.report.exit_code == 0


def test_the_policy_lists_words_and_hosts_and_allows_a_key_by_its_hash(tmp_path: Path) -> None:
    text = with_prompt(f"{KEY}\n\nProject Lantern on fs01.corp.ferries.io")
    (finding,) = [item for item in asked(tmp_path / "a", text).report.findings if item.code == "LF501"]
    digest = finding.help.rpartition(" ")[2].rstrip(".")
    listed = {"words": ["Project Lantern"], "hosts": ["corp.ferries.io"], "hashes": [digest]}
    assert [code for code, _ in told(asked(tmp_path / "b", text, confidential=listed))] == ["LF511", "LF512"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"hashes": ["abc"]}, "the 64 letters and digits that a finding names, not “abc”"),
        ({"hosts": ["http://x"]}, "the name of a host"),
        ({"words": ["x"]}, "two letters or more"),
        ({"word": ["xyz"]}, "unknown setting “word”, did you mean “words”?"),
    ],
)
def test_a_mistake_in_the_policy_is_told(value: dict[str, list[str]], said: str) -> None:
    with pytest.raises(PolicyErrors, match=r"^mkdocs\.yml:") as error:
        read_settings(settings_text(levels=["director"], confidential=value), "mkdocs.yml")
    assert said in str(error.value)


def test_the_policy_decides_how_strictly(tmp_path: Path) -> None:
    text = with_prompt(f"{KEY} imogen@northferries.co.uk")
    found = asked(tmp_path, text, rules={"LF508": "error", "LF501": "warning"}).report.findings
    assert {item.code: item.severity for item in found} == {"LF508": Severity.ERROR, "LF501": Severity.WARNING}


def test_the_front_matter_counts_its_comments_and_escapes_too(tmp_path: Path) -> None:
    text = use_case(level="director", role="Director (imogen@northferries.co.uk)")
    text = text.replace("---\n", f'---\n# {KEY}\nmodel: "ana\\x40northferries.co.uk"\n', 1)
    assert told(asked(tmp_path, text)) == [
        ("LF501", 2),
        ("LF508", 3),
        ("LF508", line_of(text, "imogen@")),
    ]


def test_a_file_that_cannot_be_read_is_looked_through_all_the_same() -> None:
    found = exposed(None, f"no front matter\n\n{KEY}\xff".encode("latin-1"), _terms())
    assert found is not None
    assert [exposure.line for exposure in found.look.exposures] == [3]


def test_very_many_finds_are_counted(tmp_path: Path) -> None:
    addresses = "\n".join(f"person{number}@northferries.co.uk" for number in range(50))
    found = [item for item in asked(tmp_path, with_prompt(addresses)).report.findings if item.code == "LF508"]
    assert len(found) == 20
    assert found[-1].message.endswith("There are 30 more below.")


def test_a_find_in_one_file_costs_the_other_files_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(tmp_path)
    history.write("mkdocs.yml", settings_text(levels=["director"], launch="2026-01-01"))
    for name in ("one", "two"):
        history.write(f"{CASES}{name}.md", use_case(level="director", title=name))
    history.commit(at="2026-01-15T12:00+00:00")
    history.check_out()
    question = Question(tmp_path / "mkdocs.yml", as_of="2026-02-01")
    assert told(examine(question)) == []
    read: list[bytes] = []

    def counted(case: Any, data: bytes, terms: Any) -> Any:
        read.append(data)
        return exposed(case, data, terms)

    monkeypatch.setattr("leadfront.rules.exposed", counted)
    (tmp_path / CASES / "two.md").write_text(use_case(level="director", title=f"two {KEY}"))
    assert [code for code, _ in told(examine(question))] == ["LF501"]
    assert len(read) == 1


def _terms() -> Any:
    return read_settings(settings_text(levels=["director"]), "mkdocs.yml").policy.confidential


@pytest.mark.slow
def test_plain_mkdocs_publishes_it_and_leadfront_does_not(tmp_path: Path) -> None:
    home = make(tmp_path / "repository")
    case = next((home / "showcase" / "use-cases").glob("*.md"))
    case.write_text(case.read_text().replace("## Output", f"My token is {KEY}.\n\n## Output", 1))
    (home / "plain.yml").write_text("site_name: Plain\ndocs_dir: showcase\nsite_dir: plain\ntheme: {name: mkdocs}\n")

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *command], cwd=home, env=environment(), capture_output=True, text=True
        )

    assert run("mkdocs", "build", "--strict", "--quiet", "--config-file", "plain.yml").returncode == 0
    assert published(home / "plain"), "the harm"
    strict = run("leadfront", "build", "--strict")
    assert strict.returncode == 1
    assert "LF501" in strict.stderr + strict.stdout
    assert not (home / "site").exists()
    loose = run("leadfront", "build")
    assert loose.returncode == 0, loose.stderr
    assert not published(home / "site")
    for done in (strict, loose):
        assert KEY not in done.stdout + done.stderr


def published(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


# --- the settings -----------------------------------------------------------------------------------------------------


def with_settings(folder: Path, text: str, **question: str) -> Showcase:
    history = History(folder)
    history.write("mkdocs.yml", text)
    history.write(f"{CASES}pack.md", use_case(level="director"))
    tip = history.commit(at="2026-01-15T12:00+00:00")
    history.check_out()
    if question.get("revision"):
        (folder / "mkdocs.yml").write_text(settings_text(levels=["director"], launch="2026-01-01"), encoding="utf-8")
    asked = {key: tip if value == "tip" else value for key, value in question.items()}
    return examine(Question(folder / "mkdocs.yml", as_of="2026-02-01", **asked))


def settings_holding(*lines: str, **settings: Any) -> str:
    return settings_text(levels=["director"], launch="2026-01-01", **settings) + "\n".join([*lines, ""])


@pytest.mark.parametrize("question", [{}, {"revision": "tip"}], ids=["on disk", "at a revision"])
def test_what_does_harm_is_found_in_the_settings_and_nothing_else_is(tmp_path: Path, question: dict[str, str]) -> None:
    text = settings_holding(
        f"site_description: {KEY}",
        f"copyright: Paid with {CARDS['Visa']}",
        f"site_url: https://ana:{'Harb0ur'}{'Lights'}@ferries.io/",
        f"# {IBANS['DE']} +32 2 000 12 34",
        contact="imogen@northferries.co.uk",
        confidential={"words": ["Lantern"], "hosts": ["corp.ferries.io"]},
    )
    showcase = with_settings(tmp_path, text, **question)
    parts = (KEY, CARDS["Visa"], "ana:", IBANS["DE"])
    codes = ("LF501", "LF505", "LF504", "LF506")
    assert told(showcase) == [(code, line_of(text, part)) for code, part in zip(codes, parts, strict=True)]
    assert {item.path for item in showcase.report.findings if item.code in codes} == {"mkdocs.yml"}
    assert showcase.report.exit_code == 1
    assert KEY not in REPORTERS["text"](showcase)


def test_no_spelling_hides_it_in_the_settings(tmp_path: Path) -> None:
    escaped = f'site_description: "{KEY[:9]}\\x{ord(KEY[9]):02x}{KEY[10:]}"'
    parted = f'copyright: "{CARDS["Visa"][:9]}\\\n  {CARDS["Visa"][9:]}"'
    text = settings_holding(escaped, parted)
    assert told(with_settings(tmp_path, text)) == [
        ("LF501", line_of(text, "site_description")),
        ("LF505", line_of(text, "copyright")),
    ]


def test_what_the_settings_inherit_is_looked_through_too(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(f"\nsite_author: {KEY}\n", encoding="utf-8")
    showcase = with_settings(tmp_path, settings_holding("INHERIT: base.yml"))
    (finding,) = (item for item in showcase.report.findings if item.code == "LF501")
    assert finding.place == "base.yml:2"


def test_a_hash_is_no_secret_and_allows_one_in_the_settings(tmp_path: Path) -> None:
    (finding,) = with_settings(tmp_path / "a", settings_holding(f"copyright: {KEY}")).in_settings
    digest = re.findall(r"[0-9a-f]{64}", finding.help)
    assert told(with_settings(tmp_path / "b", settings_holding(confidential={"hashes": digest}))) == []
    allowed = settings_holding(f"copyright: {KEY}", confidential={"hashes": digest})
    assert told(with_settings(tmp_path / "c", allowed)) == []


def test_a_secret_that_only_lies_on_disk_did_not_stand(tmp_path: Path) -> None:
    text = settings_holding()
    history = History(tmp_path)
    history.write("mkdocs.yml", text)
    history.write(f"{CASES}pack.md", use_case(level="director"))
    base = history.commit(at="2026-01-15T12:00+00:00")
    history.check_out()
    (tmp_path / "mkdocs.yml").write_text(f"{text}copyright: {KEY}\n", encoding="utf-8")
    report = examine(Question(tmp_path / "mkdocs.yml", as_of="2026-02-01", base=base)).report
    assert [(item.code, item.standing) for item in report.findings if item.code == "LF501"] == [("LF501", False)]


@pytest.mark.slow
@pytest.mark.parametrize("strict", [(), ("--strict",)], ids=["not strict", "strict"])
def test_of_settings_that_hold_a_secret_no_site_is_built(tmp_path: Path, strict: tuple[str, ...]) -> None:
    home = make(tmp_path / "home")
    config = home / "mkdocs.yml"
    config.write_text(f"{config.read_text()}copyright: {KEY}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *strict],
        cwd=home, env=environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "mkdocs.yml" in done.stderr
    assert "LF501" in done.stderr
    assert KEY not in done.stderr
    assert not (home / "site").exists()
