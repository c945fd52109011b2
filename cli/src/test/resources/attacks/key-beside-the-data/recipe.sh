# shellcheck shell=sh
# The attacker's key lies in the repository, where it pins nothing.
build tool 2.0 'evil'
sign_packages other ./*.rpm
index
sign_metadata other
gpg --batch --export other@example.org >repodata/repomd.xml.key
