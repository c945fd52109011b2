# shellcheck shell=sh
# The list of packages is replaced; repomd.xml and its signature stay.
cp -r . "$WORK/forged"
cd "$WORK/forged"
build tool 2.0 'evil'
index
cat repodata/*-primary.xml.gz >"$(echo "$OLDPWD"/repodata/*-primary.xml.gz)"
cd "$OLDPWD"
rm -r "$WORK/forged"
