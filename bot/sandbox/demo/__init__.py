"""The demo: the real program on the stand-ins, its people, and the story it can play."""
