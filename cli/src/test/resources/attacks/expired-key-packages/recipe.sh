# shellcheck shell=sh
# A package is signed with a key that had expired by then.
build tool 2.0 'evil'
sign_packages expired tool-2.0-1.noarch.rpm
index
