# shellcheck shell=sh
# A package that the metadata lists is withheld.
rm tool-2.0-1.noarch.rpm
