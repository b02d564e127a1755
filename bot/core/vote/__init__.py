"""From what was read to a vote that can say why.

rubric.py    everything a vote rests on, as data
evidence.py  how likely each flaw and signal is; the rules (bot/core/rules.py) say why and where it shows
scoring.py   the rubric sum, the hire line, caps and verdicts; levels.py the vote at each level, and what would lift it
reply.py     what a probe reply shows of what was asked, and which way it leans; voting.py how replies move the vote
findings.py  exact quotes and full sentences
"""
