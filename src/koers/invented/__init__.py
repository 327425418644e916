"""Invented registers of any size, for trials and measurements. Nothing in them is about anybody.

The idea that makes it simple: the rows of a subject depend only on the seed and its number, so a
register of twenty million is made part by part, by as many threads as there are.
"""
