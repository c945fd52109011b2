# shellcheck shell=sh
# The metadata, though signed, has checksums that can be forged.
index --checksum md5
sign_metadata repository
