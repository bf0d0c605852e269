"""The doors: how a leader's answers become a use-case file, whichever way they come in. Knows nothing of MkDocs."""
