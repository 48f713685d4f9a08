"""Drawings made on the server: SVG without scripts or styles of its own."""
