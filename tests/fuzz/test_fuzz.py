"""Any input to any reader: an answer, in time, in bounds. `scripts/fuzz` does the same for longer, and with atheris."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.inputs import INPUTS
from fuzz.limits import within
from fuzz.targets import TARGETS

EXAMPLES = int(os.environ.get("LEADFRONT_FUZZ_EXAMPLES", "60"))


def test_every_target_is_fed() -> None:
    assert TARGETS.keys() == INPUTS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_comes_in_there_is_an_answer(name: str, data: st.DataObject) -> None:
    text = data.draw(INPUTS[name])
    with within():
        TARGETS[name](text)
