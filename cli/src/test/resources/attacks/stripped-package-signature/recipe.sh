# shellcheck shell=sh
# A package loses its signature, and so do the metadata.
rpmsign --delsign tool-2.0-1.noarch.rpm >/dev/null
index
