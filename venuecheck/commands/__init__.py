"""What the commands of `venuecheck` do, one file each. `cli.py` names them, and loads only the one that was asked for."""
