"""Names and secrets in an answer that should not be shown to others: credentials, addresses, codenames, customers by name.

Conservative on purpose: a warning at every capital letter would be clicked away. Each kind is a pattern that means what it says; a
sentence about a customer in general, a public product or a project in general stays quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.core.frozen import dataclass

Kind = Literal["credential", "email", "phone", "address", "codename", "customer"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Words that should not be shown: `text[start:end] == quote`."""

    kind: Kind
    start: int
    end: int
    quote: str


_CREDENTIALS = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\bsk-[A-Za-z0-9_-]{20,}|\b[sp]k_live_[A-Za-z0-9]{16,}"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"
    r"|\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}"
    r"|\b[a-z][a-z0-9+]{1,15}://[^\s/:@]{1,64}:[^\s/@]{1,64}@[^\s]{1,200}"
)
_PASSWORD = re.compile(
    r"\b(?:pass(?:word|phrase|wd)|api[ _-]?key|secret(?:[ _-]key)?|access[ _-]?(?:key|token)|auth[ _-]?token|bearer)"
    r"(?: (?:is|was)|\s?[:=])\s?[\"'`]?(?P<secret>[^\s\"'`,;]{6,200})",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[A-Za-z]{2,24}\b")
_PHONE = re.compile(r"(?<![\w.,$€£-])\+\d{1,3}(?:[\s./-]?\(?\d{2,5}\)?){2,5}(?![\w%])")
_PRIVATE_ADDRESS = re.compile(
    r"(?<![\w.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w.]*\d)"
    r"|\b(?:[a-z0-9-]{1,40}\.){1,4}(?:corp|internal|intranet|intra|lan)(?:\.[a-z0-9-]{2,30}){0,2}\b",
    re.IGNORECASE,
)

_NAME = r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&'-]{1,30}(?![A-Za-z0-9])"
_CODENAME = re.compile(
    rf"(?i:\bcode[ -]?name(?:d)?)(?: was| is| of|:)? [\"'“‘]?(?P<named>{_NAME})"
    rf"|\b[Pp]roject [\"'“‘]?(?P<project>{_NAME})"
    rf"|\b(?i:internally|inside) called [\"'“‘](?P<called>{_NAME})"
)
_NO_PROJECT_WORDS = """
    Manager Managers Management Lead Leads Owner Owners Plan Plans Planning Coordinator Team Teams Board Office Officer Leader Server
    Euler Gutenberg I We The This That It He She They My Our And But So In On At When Then
"""
_NO_PROJECT = frozenset(_NO_PROJECT_WORDS.split())

_FIRM = r"(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|AG|S\.?A\.?|PLC|plc|BV|B\.V|Oy|AB|KG|Pty|SpA|SARL)\b\.?"
_CUSTOMER = re.compile(
    rf"\b(?:[Oo]ur|[Aa]|[Tt]he|[Mm]y|[Bb]iggest|[Ll]argest|[Kk]ey|[Ii]mportant|[Mm]ain)? ?(?:customer|client|account)s?,? "
    rf"(?:named |called |was |is |like )?(?P<after>{_NAME}(?: {_NAME}){{0,2}})"
    # Hyphens are part of a name already: a second way to read them would be tried for each of them.
    rf"|(?P<firm>{_NAME}(?: (?:(?:&|and) )?{_NAME}){{0,3}},? {_FIRM})"
)
# What follows "customer" or "client" with a capital letter and is nobody's name.
_NO_CUSTOMER_WORDS = """
    Service Services Support Success Experience Obsession Care Relations Relationship Center Centre Satisfaction Feedback Journey
    Portal Team Teams Side Manager Managers Management Data Base Facing Contact Contacts Id ID Account Accounts API App Apps Engagement
    I I'm I'd I've We We're The This That These Those It Its He She They Their My Our Your You A An And But So In On At To From For
    When Then There Because After Before Since While If As By With Who What Where Which How Why Not No Yes One Two Three Some Most All
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December Reports Tickets Complaints Escalations Python Java Kafka Slack Zendesk Jira Excel AWS Azure Google Amazon
    Discord Windows Linux Android English German French Spanish European American Asian
"""
_NO_CUSTOMER = frozenset(_NO_CUSTOMER_WORDS.split())


def exposures(text: str) -> tuple[Exposure, ...]:
    """What in the text should not be shown to others, in order and without overlaps; the graver kind wins."""
    kept: list[Exposure] = []
    taken = bytearray(len(text))
    for found in _all(text):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.start))


def masked(found: Exposure) -> str:
    """The words, of a credential only the beginning."""
    return f"{found.quote[:4]}…" if found.kind == "credential" else found.quote


def _all(text: str) -> Iterator[Exposure]:
    for match in _CREDENTIALS.finditer(text):
        yield _exposure("credential", text, *match.span())
    for match in _PASSWORD.finditer(text):
        secret = match["secret"]
        if not secret.isalpha() and len(set(secret)) > 3:  # "the password was stolen" is no password
            yield _exposure("credential", text, *match.span("secret"))
    for match in _EMAIL.finditer(text):
        yield _exposure("email", text, *match.span())
    for match in _PRIVATE_ADDRESS.finditer(text):
        yield _exposure("address", text, *match.span())
    for match in _PHONE.finditer(text):
        if sum(char.isdigit() for char in match.group()) >= 9:
            yield _exposure("phone", text, *match.span())
    for match in _CODENAME.finditer(text):
        group = next(name for name in ("named", "project", "called") if match[name])
        if match[group] not in _NO_PROJECT:
            yield _exposure("codename", text, *match.span(group))
    for match in _CUSTOMER.finditer(text):
        group = "after" if match["after"] else "firm"
        if match[group].split()[0] not in _NO_CUSTOMER:
            yield _exposure("customer", text, *match.span(group))


def _exposure(kind: Kind, text: str, start: int, end: int) -> Exposure:
    return Exposure(kind, start, end, text[start:end])
