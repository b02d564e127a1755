"""Quizzes: alone, as a party of a channel, as a server's daily question."""
