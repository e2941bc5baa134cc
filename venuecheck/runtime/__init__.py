"""What every part stands on: settings, database, outbox and worker, mail, clock and the text gate."""
