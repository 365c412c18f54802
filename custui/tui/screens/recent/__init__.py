"""The customers that the person at the desk looked at lately."""
