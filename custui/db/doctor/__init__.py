"""Is the database sound, and does what it keeps say what its rows say?"""
