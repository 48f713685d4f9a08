"""Training of the reading models. Needs torch; nothing under src/ imports it."""
