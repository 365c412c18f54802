"""Screens made of panels: what they share, whatever they are about."""
