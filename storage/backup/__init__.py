"""Backups: written, read, brought up to date, and sealed with newer keys."""
