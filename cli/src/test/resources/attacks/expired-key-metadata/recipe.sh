# shellcheck shell=sh
# The metadata is signed with a key that had expired by then.
build tool 2.0 'evil'
index
sign_metadata expired
