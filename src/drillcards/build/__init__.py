"""Where stages meet: a folder and an order go in, a finished file and a report come out."""
