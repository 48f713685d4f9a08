"""The one protection policy: mask private persons, coarsen their places, hold troop movements back.

Whatever leaves the record goes through `protect`.
"""

from whence.protect.policy import MASKED, PRIVATE, Policy, configured, decided, loosened
from whence.protect.record import Protected, masking, pair_out, protect

__all__ = [
    "MASKED",
    "PRIVATE",
    "Policy",
    "Protected",
    "configured",
    "decided",
    "loosened",
    "masking",
    "pair_out",
    "protect",
]
