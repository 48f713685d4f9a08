"""What the pages read from: a protected copy of the record, laid out for looking things up, made anew as it changes."""
