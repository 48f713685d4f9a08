"""The record's vocabulary: plain values that every other room may import."""
