# shellcheck shell=sh
# The metadata, though signed, says SHA-512 of checksums that are SHA-256.
gunzip -c repodata/*-primary.xml.gz | sed 's/type="sha256"/type="sha512"/' >primary.xml
modifyrepo_c --mdtype primary primary.xml repodata >/dev/null
rm primary.xml
sign_metadata repository
