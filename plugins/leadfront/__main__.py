"""The `leadfront` command, also as `python -m leadfront`."""

import gc

gc.disable()  # whatever is imported stays, and looking through it for garbage is a tenth of the time that it takes

from leadfront.cli import main  # noqa: E402 - only now

gc.enable()

if __name__ == "__main__":
    main()
