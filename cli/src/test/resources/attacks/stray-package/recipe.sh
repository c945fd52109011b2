# shellcheck shell=sh
# A package lies there that the metadata does not list, for whoever installs by wildcard.
cp "$WORK/old/tool-1.0-1.noarch.rpm" .
