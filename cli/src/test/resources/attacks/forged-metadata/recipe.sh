# shellcheck shell=sh
# All metadata is made anew for an evil package; the old signature stays beside it.
build tool 2.0 'evil'
cp repodata/repomd.xml.asc ..
index
mv ../repomd.xml.asc repodata
