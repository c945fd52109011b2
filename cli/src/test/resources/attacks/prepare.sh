# shellcheck shell=sh
# Makes what README.md says. Sourced after tools.sh.

gnupg() { gpg --batch --quiet "$@"; }

mkdir -m 700 "$GNUPGHOME"
for key in repository other expired revoked; do
  gnupg --faked-system-time 20240101T000000 --passphrase '' \
    --quick-generate-key "$key@example.org" rsa2048 sign never
done
# The pinned copies of two keys have ended; their owner's secret keys still sign.
cp -r "$GNUPGHOME" "$GNUPGHOME.ended"
gpgconf --homedir "$GNUPGHOME.ended" --kill all
fingerprint() {
  gnupg --with-colons --list-keys "$1@example.org" | awk -F: '/^fpr/ { print $10; exit }'
}
ended() { gnupg --homedir "$GNUPGHOME.ended" "$@"; }
ended --faked-system-time 20240102T000000 --quick-set-expire "$(fingerprint expired)" 10d
sed 's/^:-----BEGIN/-----BEGIN/' \
  "$GNUPGHOME/openpgp-revocs.d/$(fingerprint revoked).rev" | ended --import
ended --export repository@example.org expired@example.org revoked@example.org >"$WORK/keyring"
gpgconf --homedir "$GNUPGHOME.ended" --kill all

mkdir "$WORK/good"
cd "$WORK/good"
build tool 1.0 'the old version, with a hole'
build library 1.0 'a library'
sign_packages repository ./*.rpm
index --revision 1
sign_metadata repository
cp -r "$WORK/good" "$WORK/old"
build tool 2.0 'the new version'
sign_packages repository tool-2.0-1.noarch.rpm
rm tool-1.0-1.noarch.rpm
index --revision 2
sign_metadata repository
