"""Settings of property tests whose examples are whole records: few of them, none made smaller once one fails."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

FEW = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
