"""A judgement as data: every field of it, and back."""

import json
from dataclasses import asdict

import pytest

from bot.core.judgement import Judgement
from tests.core.judged import STRONG, replied, voted


@pytest.mark.parametrize("judgement", [voted(STRONG), voted("We did it."), replied("No.", "What did it cost?", "no_metrics")])
def test_a_judgement_is_all_of_its_fields_as_data_and_comes_back_equal(judgement: Judgement) -> None:
    data = judgement.to_data()
    assert data == asdict(judgement)
    assert Judgement.from_data(json.loads(json.dumps(data))) == judgement
