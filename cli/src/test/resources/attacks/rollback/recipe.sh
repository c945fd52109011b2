# shellcheck shell=sh
# The whole repository is put back to an older state, in which all signatures are good.
rm -rf -- *
cp -r "$WORK/old/." .
