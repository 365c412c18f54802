"""The search box: whom it finds, the exact hits among them, and the first of them at once."""
