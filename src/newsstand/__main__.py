"""`python -m newsstand` is the command line."""

import sys

from newsstand.cli import main

sys.exit(main())
