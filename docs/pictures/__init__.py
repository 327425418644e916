"""The pages of explanation in pictures and numbers: what Koers itself makes of drawn data.

The idea that makes it simple: a page has a module with data drawn by a rule, a picture of what
comes out and the phrases with numbers that the page must hold. Tests compare all three.
"""

from collections.abc import Callable, Mapping

from docs.pictures import growth, maturity, samples, verdicts

PICTURES: Mapping[str, Callable[[], str]] = {
    "rijpheid.svg": maturity.drawn,
    "oordelen.svg": verdicts.drawn,
    "steekproeven.svg": samples.drawn,
    "groei.svg": growth.drawn,
}
TOLD: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "rijpheid.md": maturity.told,
    "oordelen.md": verdicts.told,
    "steekproeven.md": samples.told,
    "groei.md": growth.told,
}
