"""`python -m venuecheck` is the command `venuecheck`."""

from venuecheck.cli import main

if __name__ == "__main__":
    main()
