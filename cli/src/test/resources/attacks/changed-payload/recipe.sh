# shellcheck shell=sh
# A byte of a signed package's payload is changed, and the metadata made anew.
flip tool-2.0-1.noarch.rpm $(($(stat -c %s tool-2.0-1.noarch.rpm) - 20))
index
