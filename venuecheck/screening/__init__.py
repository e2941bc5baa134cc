"""Names against the watchlist: matching, the list itself, matches and what people found about them."""
