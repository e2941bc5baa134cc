"""Members of staff: who they are, what they may do, and signing in."""
