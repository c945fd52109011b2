# shellcheck shell=sh
# An older repomd.xml with its good signature and its metadata; the packages are today's.
rm -r repodata
cp -r "$WORK/old/repodata" .
