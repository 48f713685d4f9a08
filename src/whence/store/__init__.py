"""The record on disk: one definition of its tables, one writer, one reader."""
