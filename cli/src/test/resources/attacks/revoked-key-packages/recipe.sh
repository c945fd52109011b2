# shellcheck shell=sh
# A package is signed with a key that its owner revoked.
build tool 2.0 'evil'
sign_packages revoked tool-2.0-1.noarch.rpm
index
