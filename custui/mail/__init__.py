"""Mail to customers: the server, what is written, and getting it there. Knows no database."""
