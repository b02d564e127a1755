"""The trained layer: what was learned from labelled answers, asked of a reading. It knows sentences, flaws and signals, never a verdict.

traits.py      what a sentence is, as numbered traits
grams.py       what single sentences speak for; runs.py the runs of words that it knows
told.py        what an answer's sentences tell together
asks.py        what a question asks for; topics.py what an answer is about, and how near it lies to the question
leaning.py     which way a reply leans and what it shows; reply_words.py what its words say of that
model.py       all of it, as loaded
linear.py, layers.py, lanes.py  the arithmetic: whole numbers, many in one integer, the same bits on every machine
"""
