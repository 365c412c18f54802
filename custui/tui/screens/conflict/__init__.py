"""What somebody else changed while a form was open, field by field."""
