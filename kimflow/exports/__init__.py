"""Documents: plain data in, bytes out, no database session."""
