# shellcheck shell=sh
# Package and metadata are made anew, and signed with a key that nobody pinned.
build tool 2.0 'evil'
index
sign_metadata other
