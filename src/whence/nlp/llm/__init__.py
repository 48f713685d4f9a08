"""The LLM reader: a model behind an OpenAI-compatible endpoint reads, and only what stands in the text is believed."""

from __future__ import annotations

from whence.nlp.llm.endpoint import Endpoint, leaving, load
from whence.nlp.llm.engine import Llm

__all__ = ["Endpoint", "Llm", "leaving", "load"]
