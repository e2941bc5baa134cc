"""Venue hire for councils: applications, screening, equality checks, decisions and the record of all of them."""
