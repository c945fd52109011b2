# shellcheck shell=bash
# shellcheck disable=SC2154 # work: of the script that sources this
# Times whole processes, and takes medians. Sourced by the benchmarks.

# measure NAME COMMAND...: adds a line "wall user system peak-KiB" to the samples of that name.
measure() {
  local name=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || {
    cat "$work/err" >&2
    die "$* failed."
  }
  cat "$work/time" >>"$work/$name.samples"
}

# of NAME COLUMN: the median; columns are wall, cpu (user and system) and peak (in MB, the highest).
of() {
  awk -v column="$2" '
    column == "wall" { print $1 }
    column == "cpu" { print $2 + $3 }
    column == "peak" { print $4 * 1024 / 1000000 }' "$work/$1.samples" | sort -n |
    awk -v column="$2" '
      { value[NR] = $1 }
      END { print column == "peak" ? value[NR] : (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}

calculate() { awk "BEGIN { printf \"%.3f\", $* }"; }

# row WHAT HERE THERE RATIO TARGET: a line of the table.
row() {
  local verdict=pass
  awk "BEGIN { exit !($4 > $5) }" && verdict='**miss**'
  printf '| %s | %s | %s | %.2f | %s | %s |\n' "$1" "$2" "$3" "$4" "$5" "$verdict"
}

seconds() { printf '%.2f s' "$1"; }

megabytes() { printf '%.0f MB' "$1"; }

machine() {
  local cpu memory
  cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
  memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 * 1024 / 1e9 }' /proc/meminfo)
  cat <<END
- ${cpu:-$(uname -m)}, $(nproc) cores, $memory; $(uname -sr)
- $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release); $("$java_home/bin/java" -version 2>&1 | sed -n 2p)
- $(rpm --version); $(createrepo_c --version | sed 's/^Version: /createrepo_c /; s/ *(.*//'); $(openssl version | cut -d' ' -f1-2)
END
}
