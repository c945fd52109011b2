# shellcheck shell=sh
# For prepare.sh and the recipes. WORK and GNUPGHOME are in the environment.

# sign_metadata KEY: signs repodata/repomd.xml anew.
sign_metadata() {
  rm -f repodata/repomd.xml.asc
  gpg --batch --quiet --local-user "$1@example.org" --armor --detach-sign repodata/repomd.xml
}

# sign_packages KEY FILE...: signs packages anew.
sign_packages() {
  key=$1
  shift
  GPG_TTY='' rpmsign -D "__gpg $(command -v gpg)" -D "_gpg_path $GNUPGHOME" \
    -D "_gpg_name $key@example.org" --resign "$@" >/dev/null
}

# index [OPTION]...: makes the metadata anew, without its signature.
index() {
  rm -rf repodata
  createrepo_c --quiet "$@" .
}

# build NAME VERSION CONTENT: NAME-VERSION-1.noarch.rpm with the program /usr/bin/NAME.
build() {
  cat >"$WORK/build.spec" <<END
Name: $1
Version: $2
Release: 1
Summary: To be attacked
License: Apache-2.0
BuildArch: noarch
AutoReqProv: no
%description
To be attacked.
%install
mkdir -p %{buildroot}/usr/bin
echo "$3" >%{buildroot}/usr/bin/$1
chmod 755 %{buildroot}/usr/bin/$1
%files
/usr/bin/$1
END
  rpmbuild -bb --quiet -D "_topdir $WORK/build" -D "_rpmdir $PWD" -D 'debug_package %{nil}' \
    -D '__os_install_post %{nil}' -D '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \
    "$WORK/build.spec"
}

# flip FILE OFFSET: changes one byte.
flip() {
  byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
  # shellcheck disable=SC2059 # the octal escape is the format
  printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
