"""An invented Prestatiedenken: two municipalities and three partners, and what each of them
delivered about 2017 and the first two months of 2018. Nothing in it is about anybody; only the
names, the codes and the sizes of the two municipalities are real.

The idea that makes it simple: every row is told on a day (`told`), and what a delivery holds is a
filter on those days. Who measures what follows the order: municipalities effects, partners
performances (`residents`, `participants`, `tallies`).
"""
