"""The command line: one file a command. It turns words into values, and values into words."""
