"""An invented Werkplein Drentsche Aa: three municipalities from 2015 up to and including February
2018, and what its suppliers delivered about it month by month. Nothing in it is about anybody.

The idea that makes it simple: first all that happened is drawn (`benefits` and on), each row with
the days on which it was registered, ended and corrected; what a delivery holds is a filter on those
days (`sheets`). Levels follow figures of Statistics Netherlands (`levels`); the rest is assumed.
"""
