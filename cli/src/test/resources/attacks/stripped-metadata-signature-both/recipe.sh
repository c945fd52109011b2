# shellcheck shell=sh
# The metadata's signature is taken away; the packages' signatures are not enough.
rm repodata/repomd.xml.asc
