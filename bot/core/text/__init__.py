"""A text, read: what stands in it and how it is said, before anybody asks what it is worth.

view.py, tokens.py      the text as given, and the words in it
lexicon.py, inflect.py  what each word can be (forms.py: all that is known of a word, looked up once); phrases.py finds the set phrases
clauses.py              who does what, when, denied or supposed (clause_bits.py: what a clause is; clause_walk.py: one sentence's walk;
                        clause_memory.py: what it remembers; clause_sight.py: what stands around a verb)
quantities.py           the figures, and whether something changed
stages.py               which stage of the story each sentence belongs to
bare.py                 whether anything of its own was named
reading.py              all of that for one answer, as bits
"""
