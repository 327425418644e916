"""Koers: agree on results in the social domain, count them, and tell the story with the figures.

The engine: a pure library. It knows no clock, no environment, no terminal and no network; the days,
the data and the connections are handed in. Only `koers.cli` meets the world.
"""
