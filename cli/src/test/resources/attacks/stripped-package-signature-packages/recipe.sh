# shellcheck shell=sh
# A package loses its signature; that of the metadata is not what was asked for.
rpmsign --delsign tool-2.0-1.noarch.rpm >/dev/null
index
sign_metadata repository
