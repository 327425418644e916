"""From a block of the agreement document to the algebra, with findings.

The idea that makes it simple: every function takes a located block and gives a value of
`koers.algebra`, or None after adding a finding. What the words mean (codes of a scale, columns of a
table, look-ahead) is settled here, once, so that both engines receive the same sound values.
"""
