"""What those who run a server need: logs, counts, health, several workers."""
