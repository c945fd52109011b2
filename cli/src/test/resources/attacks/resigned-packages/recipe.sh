# shellcheck shell=sh
# Everything is signed anew, with a key that nobody pinned.
build tool 2.0 'evil'
sign_packages other ./*.rpm
index
sign_metadata other
