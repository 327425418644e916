"""`python -m koers`: the command line."""

from koers.cli import main

raise SystemExit(main())
