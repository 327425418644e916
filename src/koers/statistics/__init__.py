"""How sure a figure is: intervals, tails, proof, survival, as pure arithmetic (`statistics.md`).

The idea that makes it simple: whole numbers and exact fractions go in, decimals come out; the same
numbers give the same digits on every machine. It must not know agreements, figures or files.
"""
