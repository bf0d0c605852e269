"""To whom git attributes what is published now. Pure: values in, values out.

Comes in: the published files, the chain and the ledger. Goes out: `Attributed` of each use case, for the rules. May not
know: git, the files themselves, severities.

Names and addresses of authors are claims, not proof.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from leadfront.history import Bots, Chain
from leadfront.ledger import Ledger
from leadfront.objects import Commit, TreeEntry
from leadfront.people import is_robot
from leadfront.policy import Policy
from leadfront.rules.model import Attributed
from leadfront.use_case import Version, id_from_path


def attributed(
    published: Iterable[TreeEntry],
    versions: Mapping[str, Version],
    commits: Mapping[str, Commit],
    chain: Chain,
    ledger: Ledger,
    policy: Policy,
    folder: str,
    asked: Container[str],
) -> Iterator[Attributed]:
    """Each published use case of which the ledger holds an update, with the authors of the last one.

    Only the files at the paths `asked` for. A merge's authors are those of the commits it brings in. Robots are nobody,
    and a sample is nobody's: it was made up.
    """
    last = {update.id: update.commit for update in ledger.updates}
    behind = _Authors(commits, chain, policy)
    for entry in published:
        version = versions[entry.blob]
        if entry.path not in asked or not version.published(count_samples=False):
            continue
        identifier = version.id or id_from_path(entry.path, folder)
        landing = last.get(identifier)
        if landing is None:
            continue
        if people := behind.of(landing):
            yield Attributed(entry.path, identifier, version.leader, version.submitted_by, people)


class _Authors:
    """The people behind each landing. Most landings are one commit, and most authors have made many."""

    def __init__(self, commits: Mapping[str, Commit], chain: Chain, policy: Policy) -> None:
        self._commits = commits
        self._brought = chain.brought
        self._bots = Bots(policy.bots)
        self._alone: dict[str, tuple[str, ...]] = {}

    def of(self, landing: str) -> tuple[str, ...]:
        """Those who made it, or what it brought in, sorted."""
        if brought := self._brought.get(landing):
            return self._people(map(self._commits.__getitem__, brought))
        commit = self._commits[landing]
        if commit.author not in self._alone:
            self._alone[commit.author] = self._people([commit])
        return self._alone[commit.author]

    def _people(self, commits: Iterable[Commit]) -> tuple[str, ...]:
        authors = {commit.author for commit in commits if not self._bots.made(commit)}
        return tuple(sorted(author for author in authors if not is_robot(author)))
