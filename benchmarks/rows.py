"""Sets of features as rows of a sparse matrix, each feature by its rarity and each row of one length (tf-idf without the counts)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

COMMON = 0.35  # how much it counts in `most_telling` how often a feature was seen


def rows_of(found: Sequence[Iterable[int]], rarity: NDArray[np.float64], length: float = 1.0) -> csr_matrix:
    """Row x column; a column whose rarity is nought is left out, and a row without any is empty."""
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for one in found:
        known = sorted(column for column in one if rarity[column] > 0)
        norm = float(np.sqrt((rarity[known] ** 2).sum())) or 1.0
        columns += known
        values += (rarity[known] * length / norm).tolist()
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(found), len(rarity)))


def most_telling(weights: NDArray[np.float64], seen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The features (feature x output), those first that say most and were seen often: what one learns of the rarest is mostly chance."""
    return np.argsort(-np.sqrt((weights**2).sum(axis=1)) * seen**COMMON, kind="stable")
