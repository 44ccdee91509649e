"""What a machine forbids is said in words, whether by a policy or by the user's own choice."""

from __future__ import annotations

from typing import Any

import pytest

from xlmot.cli import doctor
from xlmot.cli.policies import OWN, POLICIES, RULES, hindrances
from xlmot.messages import render

CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


def machine(*values: tuple[str, str, str, object]) -> Any:
    known = {place: value for *place_, value in values for place in [tuple(place_)]}
    return lambda root, key, name: known.get((root, key, name))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (("HKCU", POLICIES, "DisableAllAddins", 1), "switched off"),
        (("HKLM", POLICIES, "RequireAddinSig", 1), "signed"),
        (("HKCU", OWN, "RequireAddinSig", 1), "signed"),
        (("HKCU", POLICIES + r"\Trusted Locations", "AllLocationsDisabled", 1), "no folder"),
        (("HKLM", RULES, CHILDREN, "1"), "Defender"),
    ],
)
def test_a_policy_is_said_and_what_to_do(value, said: str) -> None:
    (seen,) = doctor._policies(machine(value))
    assert said in render(seen.message)
    assert not seen.fine
    assert seen.remedy is not None


@pytest.mark.parametrize(
    "value",
    [
        ("HKCU", POLICIES, "DisableAllAddins", 0),
        ("HKLM", RULES, CHILDREN, "2"),
        ("HKLM", OWN, "RequireAddinSig", 1),
        ("HKCU", POLICIES, "RequireAddinSig", "10"),
    ],
)
def test_what_forbids_nothing_is_no_hindrance(value) -> None:
    """Defender only notes what it would forbid where a rule is 2."""
    assert list(hindrances(machine(value))) == []
    (seen,) = doctor._policies(machine(value))
    assert seen.fine
