# shellcheck shell=sh
# The metadata's signature is taken away.
rm repodata/repomd.xml.asc
