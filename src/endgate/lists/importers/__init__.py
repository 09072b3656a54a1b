"""Readers of publishers' formats, one module each. ``registry`` chooses by content, never by a file's name."""
