"""How sure a candidate is: the net, and how it is fitted."""

import numpy as np
import pytest

from bot.answers.certainty import Certainty
from bot.evaluation.fit_certainty import fitted_certainty, rescaled

NAMES = ("near", "missing")


def fitted(count: int = 20_000) -> tuple[Certainty, np.ndarray, np.ndarray]:
    """A net fitted on what no weighted sum tells: right when just one of two signals is high."""
    rows = np.random.default_rng(3).random((count, 2))
    labels = ((rows[:, 0] > 0.5) != (rows[:, 1] > 0.5)).astype(float)
    return fitted_certainty(NAMES, rows, labels, np.ones(count)), rows, labels


def test_a_net_is_the_sum_of_its_units_above_zero():
    net = Certainty({"near": (1.0, -1.0), "missing": (0.0, 2.0)}, (0.5, 0.0), (2.0, 3.0), -1.0)
    assert net.log_odds({"near": 1.0, "missing": 0.0}) == pytest.approx(2.0 * 1.5 - 1.0)
    assert net.log_odds({"near": 1.0, "missing": 1.0}) == pytest.approx(2.0 * 1.5 + 3.0 * 1.0 - 1.0)


def test_signals_that_the_net_does_not_know_are_not_weighed_and_missing_ones_are_an_error():
    net = Certainty({"near": (1.0,)}, (0.0,), (1.0,), 0.0)
    assert net.log_odds({"near": 2.0, "other": 9.0}) == pytest.approx(2.0)
    with pytest.raises(KeyError, match="near"):
        net.log_odds({"other": 9.0})


def test_what_signals_say_only_together_is_learnt():
    net, rows, labels = fitted()
    said = np.array([net.log_odds(dict(zip(NAMES, row, strict=True))) > 0 for row in rows])
    assert (said == (labels > 0.5)).mean() > 0.9


def test_a_fit_is_the_same_for_the_same_rows():
    assert fitted()[0] == fitted()[0]


def test_rows_that_count_nothing_change_nothing_of_what_is_right():
    _, rows, labels = fitted()
    worth = np.concatenate((np.ones(len(rows)), np.full(len(rows), 1e-9)))
    net = fitted_certainty(NAMES, np.concatenate((rows, rows)), np.concatenate((labels, 1 - labels)), worth)
    said = np.array([net.log_odds(dict(zip(NAMES, row, strict=True))) > 0 for row in rows])
    assert (said == (labels > 0.5)).mean() > 0.9


def test_a_net_set_to_another_scale_says_as_much_more():
    net, rows, _ = fitted()
    signals = dict(zip(NAMES, rows[0], strict=True))
    assert rescaled(net, 2.0, 1.0).log_odds(signals) == pytest.approx(2.0 * net.log_odds(signals) + 1.0, abs=0.05)
