"""The issue form's other end: an issue's text in; a use-case file, its pictures and an answer to its author out.

Whatever stands in an issue is data, never an instruction: nothing of it is run, names a path, or reaches a shell.
"""
