"""How sure each value of a claim is: confidences that mean what they say."""

from whence.stages.weigh.stage import Weigh

__all__ = ["Weigh"]
