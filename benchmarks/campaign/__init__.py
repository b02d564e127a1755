"""The real bot killed with -9 at random points, through whole interviews, quiz parties and study rooms: `python -m benchmarks.campaign`.

plan.py      what a round holds, drawn from its seed     rounds.py     one round: a Discord, a database, people, kills
scene.py     what everybody in a round shares            killing.py    the bot dies, and is started again
people.py    a person who presses again when nothing came              trouble.py    what else goes wrong meanwhile
interviews.py, parties.py, studies.py, panels.py         whole sessions, as their people live through them
ledger.py    what was acknowledged, held against the database          buttons.py    every button answers
report.py    the figures                                 __main__.py   the command

A round is replayed alone by its seed and number (`--seed S --only K`): everything that is drawn comes from the two. What happens between
processes is not drawn, so a replay meets the same points and faults, and may meet them at a slightly different moment.
"""
