"""The record's codes in words for people, as the pages have them too."""

from whence.publish.words import CREDIBILITY, STATUS, UNITS, act, deed, figure, figures, people, place, time

__all__ = ["CREDIBILITY", "STATUS", "UNITS", "act", "deed", "figure", "figures", "people", "place", "time"]
