"""Claim to chain: who says so, from the nearest source to the origin."""

from whence.stages.attribute.stage import Attribute

__all__ = ["Attribute"]
