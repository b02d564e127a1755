"""Every regular expression of bot/, and how much work hostile text makes for it.

found.py     all patterns: what is compiled when the program is imported and its rubric loaded, and what stands inside functions
matcher.py   a backtracking matcher that counts its steps, so that growth is a number and not a time
hostile.py   texts built from a pattern: its repetitions driven far, and broken off at the end
__main__.py  the same texts at full length before Python's own engine, in seconds
"""
