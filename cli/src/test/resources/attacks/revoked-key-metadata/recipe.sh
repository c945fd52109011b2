# shellcheck shell=sh
# The metadata is signed with a key that its owner revoked.
build tool 2.0 'evil'
index
sign_metadata revoked
