"""What hirers ask for: the application and its versions, venues and spaces, holds and bookings."""
