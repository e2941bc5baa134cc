"""Seating arrangements and equality law: vocabularies, the decision table, the phrase finder, findings."""
