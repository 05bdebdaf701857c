"""`python -m portal_api`: the `portal` command where its script is not on the path."""

from portal_api.cli import main

if __name__ == "__main__":
    main()
