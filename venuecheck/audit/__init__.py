"""The record: what happened, in order, so that nobody can change it unseen."""
