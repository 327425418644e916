"""Deliveries kept for good: objects named by their content, and the register as known at any of
them.

The idea that makes it simple: nothing is ever overwritten but one small file, `kop`, which names
the last manifest; every manifest names the one before it, so its hash stands for all that was
accepted up to it (F6).
"""
