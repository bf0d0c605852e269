"""What may be published of the files that lie in the showcase folder: links, types, names, addresses, sizes, pages that
would take for ever. Pure: `FoundFile` values in, `Inspected` out; knows no disk, no git, no site engine.
"""

from leadfront.guards.found import FoundFile, Kind
from leadfront.guards.inspecting import Inspected, Plain, Refusal, inspect
from leadfront.guards.reasons import Reason

__all__ = ["FoundFile", "Inspected", "Kind", "Plain", "Reason", "Refusal", "inspect"]
