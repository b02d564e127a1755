"""A peer panel as a state machine: two members, two rounds; in the second the seats are swapped.

    inviting ── the partner is in ──> round 1 ── scorecard ──> round 2 ── scorecard ──> done

What is asked within a round is an interview of its own (bot/core/interview.py): here stands only who sits where. `step` grows with every
change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.core.frozen import dataclass

PeerPhase = Literal["inviting", "asking", "done"]
PeerEnding = Literal["finished", "stopped", "gone", "left", "idle"]
Seat = Literal["host", "partner"]

ROUNDS = 2
# Follow-ups that a round has at most, beside those that follow a weak reply deeper.
PROBES = 5
# A round that takes longer was given up.
STALE_SECONDS = 7 * 24 * 60 * 60


class NotNow(ValueError):
    """The panel is in no phase for that."""


@dataclass(frozen=True, slots=True)
class Peer:
    """`round` is 0 before the first one."""

    round: int = 0
    step: int = 0
    ending: PeerEnding | None = None

    @property
    def phase(self) -> PeerPhase:
        return "done" if self.ending is not None else "asking" if self.round else "inviting"

    @property
    def is_open(self) -> bool:
        return self.ending is None


def interviewer(round: int) -> Seat:
    """Who asks in a round: whoever opened the panel first, then the other one."""
    return "host" if round == 1 else "partner"


def begin(peer: Peer) -> Peer:
    """The partner is in: the first round. Raises NotNow."""
    if peer.phase != "inviting":
        raise NotNow("the panel has begun")
    return replace(peer, round=1, step=peer.step + 1)


def scored(peer: Peer, round: int) -> Peer:
    """The scorecard of that round is handed in. Raises NotNow."""
    if peer.phase != "asking" or peer.round != round:
        raise NotNow("that round is over")
    if round == ROUNDS:
        return replace(peer, ending="finished", step=peer.step + 1)
    return replace(peer, round=round + 1, step=peer.step + 1)


def stop(peer: Peer, why: PeerEnding) -> Peer:
    """The end, wherever it stands. Raises NotNow when it has come already."""
    if not peer.is_open:
        raise NotNow("the panel is over")
    return replace(peer, ending=why, step=peer.step + 1)
