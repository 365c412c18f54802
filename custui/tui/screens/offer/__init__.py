"""What the desk offers when there is no database yet."""
