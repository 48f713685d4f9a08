"""Decisions of people, and undoing them."""
