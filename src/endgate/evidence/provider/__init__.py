"""Proposals by a language model behind an OpenAI-compatible endpoint. Off unless a settings file is named."""
