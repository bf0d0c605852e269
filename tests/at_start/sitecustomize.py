"""Python runs this as it starts, where `small_site.environment` is used: a template that was compiled once is not
compiled again by the next build, which took a third of a small build's time. What is rendered is the same.
"""

from __future__ import annotations

import functools

from jinja2 import Environment, FileSystemBytecodeCache

# Both MkDocs and Leadfront make environments of their own, so it is the class that is told where to keep them; a type
# checker takes no method's place being taken.
Environment.__init__ = functools.partialmethod(Environment.__init__, bytecode_cache=FileSystemBytecodeCache())  # type: ignore[method-assign]
