#!/bin/sh
# The story: a guideline that is its own rule file; what it prints stands in expected.out.
set -eu
anslag check clubs.anslag.md
anslag test clubs.anslag.md
anslag fmt --check clubs.anslag.md
anslag doc --readings clubs.anslag.md
