"""The people of the company, their teams, and whether they can be reached."""
