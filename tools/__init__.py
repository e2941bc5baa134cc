"""What set-up and checks need; nothing here is part of the product."""
