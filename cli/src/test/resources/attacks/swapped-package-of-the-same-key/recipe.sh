# shellcheck shell=sh
# A package is replaced by an older one of the same key, under the new one's name.
cp "$WORK/old/tool-1.0-1.noarch.rpm" tool-2.0-1.noarch.rpm
