# shellcheck shell=sh
# A package is replaced by one that its attacker made; the metadata stays.
build tool 2.0 'evil'
sign_packages other tool-2.0-1.noarch.rpm
