"""How many customers of a list have which value of a column."""
