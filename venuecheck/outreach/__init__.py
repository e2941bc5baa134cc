"""Reaching out to venues that are not the council's: the register, contacts, guidance packs, briefings, what was said."""
