#!/bin/sh
# docs/keywords.md is what grammar/keywords.def says.
cd "$(dirname "$0")/../.." && sh scripts/keywords.sh --check && echo "ok docs/keywords.md is up to date"
