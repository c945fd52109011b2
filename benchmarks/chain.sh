# shellcheck shell=bash
# shellcheck disable=SC2154 # corpus, here, program, rounds, work: of the script that sources this
# What the chain of trust costs on disk, and reading over the network. Sourced by benchmarks/run.

readonly DELAY=20

# sign_corpus PACKAGES: the same packages in $signed: signed ones in a repository whose metadata is
# signed, and again in a folder without metadata. Made once.
sign_corpus() {
  signed=$1-signed
  [ ! -d "$signed" ] || return 0
  echo "Signing the packages in $1; this takes some minutes." >&2
  local new=$signed.new
  rm -rf "$new"
  mkdir -p "$new/repo" "$new/plain"
  cp "$1"/*.rpm "$new/repo"
  # Not in the corpus: the agent's socket must have a short path.
  gnupg=$(mktemp -d)
  gpg --homedir "$gnupg" --batch --quiet --passphrase '' --quick-generate-key benchmark rsa3072
  gpg --homedir "$gnupg" --batch --quiet --export benchmark >"$new/keyring"
  GPG_TTY='' rpmsign -D "__gpg $(command -v gpg)" -D "_gpg_path $gnupg" -D '_gpg_name benchmark' \
    --addsign "$new"/repo/*.rpm >/dev/null
  ln "$new"/repo/*.rpm "$new/plain"
  createrepo_c --quiet "$new/repo"
  gpg --homedir "$gnupg" --batch --quiet --detach-sign --armor "$new/repo/repodata/repomd.xml"
  gpgconf --homedir "$gnupg" --kill all
  rm -rf "$gnupg"
  mv "$new" "$signed"
}

measure_chain() {
  local round url
  rm -f "$work"/*.samples
  "$here/delayed-server" "$signed/repo" $DELAY >"$work/address" &
  server=$!
  until [ -s "$work/address" ]; do sleep 0.1; done
  url=$(cat "$work/address")
  cat "$signed"/repo/*.rpm >/dev/null
  for ((round = 1; round <= rounds; round++)); do
    echo "  round $round of $rounds" >&2
    measure plain "$program" generate --quiet --no-cache --jobs 2 --output "$work/policy" \
      --allow-unsigned "$signed/plain"
    measure chain "$program" generate --quiet --no-cache --jobs 2 --output "$work/policy" \
      --keyring "$signed/keyring" --trust both "$signed/repo"
    for jobs in 2 8; do
      measure "far$jobs" "$program" generate --quiet --no-cache --jobs $jobs --output "$work/policy" \
        --read headers --keyring "$signed/keyring" "$url"
    done
    measure farpayload "$program" generate --quiet --no-cache --jobs 2 --output "$work/policy" \
      --keyring "$signed/keyring" --trust both "$url"
  done
  kill "$server"
}

chain_table() {
  local jobs packages trips
  echo "| what | ima-allowlist | compared with | ratio | at most | |"
  echo "|---|---:|---:|---:|---:|---|"
  for figure in wall cpu; do
    row "\`--trust both\` on disk: $figure time / without proof" \
      "$(seconds "$(of chain $figure)")" "$(seconds "$(of plain $figure)")" \
      "$(calculate "$(of chain $figure) / $(of plain $figure)")" 1.15
  done
  packages=$(find "$signed/plain" -name '*.rpm' | wc -l)
  for jobs in 2 8; do
    trips=$(calculate "$packages / $jobs * $DELAY / 1000")
    row "\`--read headers --jobs $jobs\` over http, $DELAY ms away: wall time / $packages/$jobs round trips" \
      "$(seconds "$(of far$jobs wall)")" "$(seconds "$trips")" \
      "$(calculate "$(of far$jobs wall) / $trips")" 2.5
  done
  for name in chain far8 farpayload; do
    row "peak memory, $(chain_label $name)" "$(megabytes "$(of $name peak)")" "300 MB" \
      "$(calculate "$(of $name peak) / 300")" 1
  done
}

chain_label() {
  case $1 in
    chain) echo "\`--trust both\` on disk" ;;
    far8) echo "\`--read headers --jobs 8\` over http" ;;
    farpayload) echo "\`--read payload --trust both\` over http" ;;
  esac
}
