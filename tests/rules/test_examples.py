"""Every rule's own examples: the first fails it, the second doesn't, and is clean but for what it can't help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from histories import CASES, SYMLINK, History, settings_text, use_case
from leadfront.check import examine
from leadfront.findings import Finding
from leadfront.question import Question
from leadfront.rules import BY_CODE, FAMILIES, RULES
from leadfront.rules.model import Rule, Scope
from photos import HARBOUR, photo
from scenarios import live

AS_OF = "2026-12-01"
OF_ONE_FILE = (Scope.FILE, Scope.EXPOSED, Scope.RENDERED)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(16)
LISTED = {"hosts": ["harbour.internal.example"], "words": ["Project Lantern"]}


def found(rule: Rule, example: str, folder: Path) -> list[Finding]:
    if example.startswith(("folder:\n", "page:\n")):
        return check_files({}, folder, others=beside(example))
    if rule.scope in (*OF_ONE_FILE, Scope.SHOWCASE) and not example.startswith("launch: "):
        files = several(example) if example.startswith("files:\n") else {**one(example)}
        return check_files(files, folder, rule.scope is Scope.RENDERED)
    return list(live(folder, example).report.findings)


def one(example: str) -> dict[str, bytes | None]:
    """The file of an example: whole, or a complete one of which the example replaces a line or a section."""
    whole = use_case(level="director", date="2026-10-14")
    if example.startswith("name: "):
        return {example.removeprefix("name: "): whole.encode()}
    if example.startswith("link: "):
        return {"->a.md": example.removeprefix("link: ").encode()}
    if example.startswith("file:\n"):
        return {"a.md": example.removeprefix("file:\n").encode() + b"\n"}
    if example.startswith("## "):
        example = repeated(example)
        heading = example.split("\n")[0]
        pattern = rf"{re.escape(heading)}\n.*?(?=\n## |\Z)"
        changed = re.sub(pattern, lambda _: example + "\n", whole, count=1, flags=re.DOTALL)
        return {"a.md": (changed if heading in whole else f"{whole}\n{example}\n").encode()}
    key = example.split(":")[0]
    example = repeated(example)
    kept = re.sub(rf"(?m)^{key}:.*\n(?:[ -].*\n)*", "", whole)
    text = kept.replace("---\n", f"---\n{example}\n", 1)
    return {"a.md": re.sub(rb"\{byte (..)\}", lambda m: bytes.fromhex(m[1].decode()), text.encode())}


def several(example: str) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    for line in example.splitlines()[1:]:
        name, _, values = line.partition(": ")
        fields = yaml.safe_load(values)
        uncommitted = fields.pop("uncommitted", False)
        files[("+" if uncommitted else "") + name] = use_case(**{"title": f"About {name}", **fields}).encode()
    return files


def beside(example: str) -> dict[str, bytes]:
    """The files of an example, by their paths below the showcase folder."""
    kind, _, rest = example.partition("\n")
    if kind == "page:":
        return {"handbook/page.md": rest.encode() + b"\n"}
    lines = (line.partition(": ") for line in rest.splitlines())
    return {path: _pictures(repeated(text).encode()) for path, _, text in lines}


def _pictures(data: bytes) -> bytes:
    return data.replace(b"{png}", PICTURE).replace(b"{photo with its place}", photo(place=HARBOUR))


def repeated(example: str) -> str:
    """An example with what it says is there many times."""
    return re.sub(r"(\S+)\{\* (\d+)\}", lambda m: m[1] * int(m[2]), example)


def check_files(
    files: dict[str, bytes | None], folder: Path, closely: bool = False, others: dict[str, bytes] | None = None
) -> list[Finding]:
    history = History(folder)
    settings = settings_text(levels=["executive", "director"], launch="2026-10-01", confidential=LISTED)
    history.write("mkdocs.yml", settings)
    history.write(f"{CASES}by-an-executive.md", use_case(title="Another", level="executive", date="2026-10-02"))
    history.write(f"{CASES}by-a-director.md", use_case(title="And another", level="director", date="2026-10-02"))
    for name, data in (others or {}).items():
        if data.startswith(b"-> "):
            history.write(f"showcase/{name}", data[3:], mode=SYMLINK)
        else:
            history.write(f"showcase/{name}", data)
    for name, data in files.items():
        if name.startswith("->"):
            history.write(CASES + name[2:], data or b"", mode=SYMLINK)
        elif not name.startswith("+"):
            history.write(CASES + name, data or b"")
    history.commit(at="2026-10-20T12:00+00:00")
    history.check_out()
    for name, data in files.items():
        if name.startswith("+"):
            (folder / CASES / name[1:]).write_bytes(data or b"")
    named = tuple(folder / CASES / name for name in files) if closely else ()  # only then is anything rendered
    return list(examine(Question(folder / "mkdocs.yml", as_of=AS_OF, files=named)).report.findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_fails_is_found(rule: Rule, tmp_path: Path) -> None:
    findings = [finding for finding in found(rule, rule.fails, tmp_path) if finding.code == rule.code]
    assert findings, rule.fails
    for finding in findings:
        assert finding.message.endswith((".", "?"))
        assert finding.message[0].isupper() or not finding.message[0].isalpha() or finding.message[:12].isalnum()
        assert finding.help.endswith(".") or "“" in finding.help or ": " in finding.help


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_passes_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert [finding for finding in found(rule, rule.passes, tmp_path) if finding.code == rule.code] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.scope in OF_ONE_FILE], ids=lambda rule: rule.code)
def test_a_file_that_passes_one_rule_passes_all(rule: Rule, tmp_path: Path) -> None:
    assert found(rule, rule.passes, tmp_path) == []


def test_codes_and_names_are_unique_and_of_a_known_family() -> None:
    assert len(BY_CODE) == len(RULES) == len({rule.name for rule in RULES})
    assert all(rule.code[:3] in FAMILIES and re.fullmatch(r"LF\d{3}", rule.code) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_documented_in_plain_words(rule: Rule) -> None:
    for words in (rule.summary, rule.why, rule.fix):
        assert words.endswith(".")
        assert words[0].isupper()
    assert rule.fails != rule.passes
