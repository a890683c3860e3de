"""``python -m drillcards``: the program, where its script isn't on the path."""

from drillcards.cli.main import main

if __name__ == "__main__":
    main()
