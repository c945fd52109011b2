# shellcheck shell=sh
# shellcheck disable=SC2034 # what it sets is for the scripts that source it
# Finds a JDK and Maven, and installs what is missing through the distribution's package manager.
# Sourced by ./ima-allowlist and ./check; knows apt-get, dnf and zypper.

readonly OLDEST_JAVA=17
readonly NEWEST_TRIED=25

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 4
}

have() { command -v "$1" >/dev/null 2>&1; }

# resolve FILE: sets $resolved to the file behind all symbolic links; without readlink -f, which not
# every system has, and with few processes, for the launcher's sake.
resolve() {
  resolved=$1
  while [ -L "$resolved" ]; do
    link=$(readlink "$resolved")
    case $link in
      /*) resolved=$link ;;
      *) resolved=${resolved%/*}/$link ;;
    esac
  done
}

# java_version HOME: sets $version to all of its version, and $major to the first number, or to 0
# where it is no runtime. Reads the release file: asking java itself takes forty times as long.
java_version() {
  version=''
  major=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r name value; do
    [ "$name" = JAVA_VERSION ] || continue
    version=${value#\"}
    version=${version%\"}
    major=${version%%[!0-9]*}
  done <"$1/release"
}

# find_java [javac]: sets $java_home to a runtime that is new enough, one with a compiler if asked.
find_java() {
  needed=${1:-java}
  java_home=''
  java_on_path=''
  if resolved=$(command -v "$needed"); then
    resolve "$resolved"
    java_on_path=${resolved%/bin/*}
  fi
  newest=0
  for candidate in "${JAVA_HOME:-}" "$java_on_path" "${JVM_FOLDER:-/usr/lib/jvm}"/*; do
    [ -x "$candidate/bin/$needed" ] || continue
    java_version "$candidate"
    if [ "$major" -lt "$OLDEST_JAVA" ] || [ "$major" -le "$newest" ]; then
      continue
    fi
    newest=$major
    java_home=$candidate
    # What is set or on the path comes before what is newer.
    case $candidate in
      "${JAVA_HOME:-}" | "$java_on_path") break ;;
    esac
  done
  [ -n "$java_home" ]
}

# heap_bound: sets $heap, the most that Java's heap may grow to, in MiB. A package may take 100 for
# its decompression, and as many are read at once as there are processors.
heap_bound() {
  processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || processors=2
  heap=$((200 + 100 * processors))
}

# package_manager: sets $manager.
package_manager() {
  for manager in apt-get dnf zypper; do
    have "$manager" && return 0
  done
  die "needs $*, and finds none of apt-get, dnf and zypper to install them with.
  Install them by hand, and start this again."
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "must be root to run: $*
  Run that command as root, or install sudo."
  fi
}

# agree: asks on a terminal; goes on without asking where nobody can answer, or all is agreed to.
agree() {
  if [ "${IMA_ALLOWLIST_YES:-}" = 1 ] || [ "${CI:-}" = true ] || ! { [ -t 0 ] && [ -t 2 ]; }; then
    return 0
  fi
  printf 'Go on? [y/N] ' >&2
  read -r answer || answer=''
  case $answer in
    [yY]*) ;;
    *) die "nothing was installed." ;;
  esac
}

# jdk_package: prints the distribution's default JDK where it is new enough, else its newest.
jdk_package() {
  case $manager in
    apt-get)
      {
        apt-cache depends default-jdk-headless 2>/dev/null | grep -o 'openjdk-[0-9]*-jdk-headless'
        apt-cache search --names-only '^openjdk-[0-9]+-jdk-headless$' | cut -d' ' -f1 |
          sort -t- -k2,2nr
      } | first_new_enough
      ;;
    dnf)
      {
        dnf -q repoquery --qf '%{name}\n' 'java-*-openjdk-devel' | grep -E '^java-[0-9]+-' |
          sort -u -t- -k2,2nr
        echo java-latest-openjdk-devel
      } | first_new_enough
      ;;
    zypper)
      zypper --non-interactive --quiet search 'java-*-openjdk-devel' |
        grep -oE 'java-[0-9]+-openjdk-devel' | sort -u -t- -k2,2nr | first_new_enough
      ;;
  esac
}

first_new_enough() {
  while read -r package; do
    number=$(printf '%s' "$package" | cut -d- -f2)
    if [ "$number" = latest ] || [ "$number" -ge "$OLDEST_JAVA" ]; then
      printf '%s\n' "$package"
      return 0
    fi
  done
}

# install PACKAGE...: says what it does, asks, and does it. JDK stands for the package to be chosen
# once the package manager knows what there is.
install() {
  package_manager "$*"
  say "Missing: $*"
  say "They will be installed with $manager$(root_note)."
  agree
  if [ "$manager" = apt-get ]; then
    say "+ apt-get update"
    as_root apt-get update -qq >&2 || die "apt-get update failed; its messages are above."
  fi
  for package in "$@"; do
    shift
    if [ "$package" = JDK ]; then
      package=$(jdk_package)
      [ -n "$package" ] || die "finds no JDK of version $OLDEST_JAVA or later in the distribution.
  Install one by hand, and set JAVA_HOME to its folder."
    fi
    set -- "$@" "$package"
  done
  case $manager in
    apt-get) set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" ;;
    dnf) set -- dnf install -y -q "$@" ;;
    zypper) set -- zypper --non-interactive --quiet install --no-recommends "$@" ;;
  esac
  say "+ $*"
  as_root "$@" >&2 || die "the installation failed; its messages are above."
}

root_note() {
  [ "$(id -u)" -eq 0 ] || printf ', through sudo'
}
