"""`python -m leadfront`: the same as the `leadfront` command."""

from leadfront.cli import main

if __name__ == "__main__":
    main()
