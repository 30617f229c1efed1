"""What is done to builds and readers on purpose, and what is left of them?"""

import sys
from pathlib import Path

# corpora are written as the tests write theirs
sys.path.insert(0, str(Path(__file__).parent.parent.parent / "tests" / "support"))
