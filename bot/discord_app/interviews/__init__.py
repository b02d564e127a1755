"""Interviews on Discord: the commands, the buttons and forms, the messages."""
