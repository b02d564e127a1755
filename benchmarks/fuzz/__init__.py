"""Fuzzing of what takes text from strangers: the loader of scenario files, the judge, and the parser of custom_ids.

engine.py     the loop: choose, mutate, run, keep what behaved in a new way; failures are made small and written down
coverage.py   which lines of which files ran, by the interpreter's own tracing
mutating.py   texts changed: pieces moved, doubled, cut, spliced; words of the grammar and hostile characters put in
loader.py, judge.py, custom_ids.py    the targets: where inputs begin, their words, and what must hold for any of them

Our own loop and not atheris: atheris has wheels for one platform and three versions of Python, so it could not stand in the lock
that every developer installs; and the inputs worth trying here are YAML of our fields and English of our lexicon, which a mutation of
bytes rarely makes.
"""
