"""What a story is about, in its own rare words: enough to see that it was told before, and to suggest a name for it.

Only a suggestion comes of it: a member names, joins and parts their stories as they like. Precision first: two tellings are taken for one
story when they share several words that few stories have. On the library's own stories (a strong and a weak telling of each, by other
hands) one pair in a thousand of different stories is joined wrongly; benchmarks/stories.py measures it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.core.figures import STOP
from bot.core.text.view import view_of

# How much of the shorter telling's rare words the other must share, and how many at the least.
SHARE, LEAST = 0.12, 3
_MOST_WORDS = 120
# With the mark of what was left out: longer names are not kept.
_NAME_LENGTH, _LEFT_OUT = 60, " …"
_WORD = re.compile(r"[a-z][a-z']+")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_CLAUSE_END = re.compile(r", | (?:and|but|so|because|which|while|when|until) | [-–—] | \(")

# What many stories at work hold, as stems (benchmarks/stories.py counts them in the library and the training corpus): such a word says
# nothing about which story it is.
_COMMON_WORDS = """
    able above accept account acros added adopt afraid afternoon afterward again against agre alarm alone along already alway among answer
    anybody anyth anyway approach area aren't argu asked asks average away bakery bank became become began begin beginn behind believe
    belong beside best better biggest bill block board book boss both boxe break bring brought budget build built busines button calendar
    call calm can't cancell card care carri carry case caus cause centre certain chain chang change channel check child children christma
    claim clean clear client clock clos close code coffee cold colleagu colleague column come coming comment commit common communicate
    communication company compar complain complaint complete complex concept confirm consider contract control conversation copi correct
    cost couldn't count counter course crew crisi cros customer daily dashboard data date days decid decision deep degre deliver
    department design desk detail develop developer didn't died difference different director disagre discussion disk document doesn't
    doing dollar don't door down draw drew driv driver drop dropp drove early easy edge eight eleven else empty ended engineer enough
    error euro ever everybody everyone everyth exact example exist expect experience explain eyes face fact fail failure fair fami
    fantastic fast faster fault feedback feel fell felt fewer field fifty figur file fill final find fine finish five fixed floor folder
    follow forget forgotten form forty forward fought found four fourteen free fresh friday front full gave gets give given glad goes
    going gone good great green grew group grow hadn't half hand hang happen happy hard haven't he'd head health hear heard heart held
    help hers hidden hide high hold holiday home honest hospital hour hous house huge human hundr hurt i've idea imagine important
    incident includ inform instead interest internal introduc isn't issue itself january journey june keep kept kind kitchen known late
    later lead leader learn leav leave left less lesson letter level library life light limit line list listen little live load long
    longer look lose lost lunch machine mail main management manager march mark match matter maybe mean meant measur median meet mend
    mention merg merge message million mind mine minut minute miss mistak model moment monday money month mood morn move moved must myself
    name near need neighbour network never night nine nineteen ninety nobody none normal note noth notic nurse october offer office okay
    older once ones open operation opinion order organisation ours ourselv outside owner owns page paid pair paper park part pass past
    patient payment people percent person personal phon phone photo pick picture place plan plann plant platform point position positive
    post prepar present price print probab problem proces product programme project proper propos proud public pull quality quarter
    question queue quick quiet quite rais rang rather reach read ready real reason rebuilt receiv record region regional relationship
    releas release remember repair report request responsibility responsible rest result return review right risk role roll room rough
    round rule runn runs saturday saved saving says scale scan school screen script season seen send sent seriou serious service session
    settl seven several shar she'd sheet shelf shift shipp shop short show shown shut side sign signature since single site sitt situation
    sixty size slow small smallest software solution somebody someone someth sort speak spend spoke spring staff stand standard start
    station stay step stood stop stopp store strong stronger structure such summer sunday supplier support sure switch system table take
    taken talk task taught team technical technician technology tell template term test themselv these they'd third thirty thorough those
    thousand three threw through thursday ticket till timed today together tone took tool topic total touch town train treat trial tried
    true trust tuesday turn twelve twenty twice typed understand understood until updat user usual vendor version view visit voice wait
    walk warn wasn't watch ways we'd we're wednesday week weekend well weren't whenever whether who'd whoever whole whom wins winter
    within without won't wonderful word work workshop worst worth wouldn't writ write written wrong wrote yeah year you're
"""
COMMON = frozenset(_COMMON_WORDS.split())


def gist(text: str) -> tuple[str, ...]:
    """The rare words of a telling, as stems, the most frequent first and otherwise in the order of the telling; at most _MOST_WORDS."""
    counts = Counter(stem for stem, _word in _rare(text))
    return tuple(stem for stem, _count in counts.most_common(_MOST_WORDS))


def alike(one: Iterable[str], other: Iterable[str]) -> float:
    """How much two gists share: the share of the shorter one's words, 0 to 1; 0.0 where it is too little to go by."""
    first, second = set(one), set(other)
    shared = len(first & second)
    smaller = min(len(first), len(second))
    if shared < LEAST or not smaller:
        return 0.0
    share = shared / smaller
    return share if share >= SHARE else 0.0


def most_alike(told: Iterable[str], stories: Mapping[int, Iterable[str]]) -> int | None:
    """The story (by its id) that a telling is one of, going by their gists; None where none is alike enough."""
    words = tuple(told)
    best = max(stories, key=lambda story: (alike(words, stories[story]), -story), default=None)
    return best if best is not None and alike(words, stories[best]) > 0.0 else None


def suggested_name(text: str) -> str:
    """The first clause of the telling that is about something, to know the story by: "Our nightly export to the clinics failed about once a
    week". "" for a text with no rare words."""
    for sentence in _SENTENCE_END.split(text):
        line = " ".join(sentence.split()).rstrip(".!?;:, ")
        if _rare(line):
            ends = (line[: found.start()] for found in _CLAUSE_END.finditer(line))
            return _cut(next((clause for clause in ends if _rare(clause)), line))
    return ""


def _cut(clause: str) -> str:
    if len(clause) <= _NAME_LENGTH:
        return clause
    room = _NAME_LENGTH - len(_LEFT_OUT)
    return clause[: room + 1].rsplit(" ", 1)[0][:room].rstrip(" ,") + _LEFT_OUT


def stems(text: str) -> frozenset[str]:
    """Every longer word of a text as a stem, the common ones included: what COMMON is counted from."""
    words = (word.removesuffix("'s").strip("'") for word in _WORD.findall(view_of(text).plain))
    return frozenset(_stem(word) for word in words if len(word) > 3 and word not in STOP)


def _rare(text: str) -> list[tuple[str, str]]:
    """(stem, word as said) of every rare word, in order."""
    words = _WORD.findall(view_of(text).plain)
    found = []
    for word in words:
        word = word.removesuffix("'s").strip("'")
        if len(word) > 3 and word not in STOP and word not in COMMON and (stem := _stem(word)) not in COMMON and stem not in STOP:
            found.append((stem, word))
    return found


def _stem(word: str) -> str:
    for suffix in ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: len(word) - len(suffix)]
    return word
