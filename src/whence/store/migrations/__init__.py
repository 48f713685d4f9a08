"""Steps from one version of the record's tables to the next; each step is frozen once released."""
