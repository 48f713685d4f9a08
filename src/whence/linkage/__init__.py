"""Comparing names, words and passages: blocking, features, clusters; shared by resolving and merging."""
