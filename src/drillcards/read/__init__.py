"""Files to values of the model, and Problems. The only reader of the coach's files."""
