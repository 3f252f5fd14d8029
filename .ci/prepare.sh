# SPDX-License-Identifier: Apache-2.0
# Sourced by .ci/run and .ci/long: installs what a clean Debian lacks, and times sections.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
started=$SECONDS
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 DEBIAN_FRONTEND=noninteractive CI=true
logs=$root/target/ci
mkdir -p "$logs"

retry() {
  local attempt
  for attempt in 1 2 3 4; do
    "$@" && return 0
    echo "attempt $attempt failed: $*" >&2
    sleep $((attempt * 5))
  done
  return 1
}

section() {
  [ -z "${section_name:-}" ] || echo "== $section_name took $((SECONDS - section_start)) s"
  section_name=$1
  section_start=$SECONDS
  [ -z "$1" ] || echo "== $1 =="
}

install_packages() {
  local missing=()
  command -v javac >/dev/null || missing+=(openjdk-17-jdk-headless)
  command -v curl >/dev/null || missing+=(curl ca-certificates)
  command -v unzip >/dev/null || missing+=(unzip)
  command -v strace >/dev/null || missing+=(strace)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "installing: ${missing[*]}"
  retry apt-get -qq update
  if ! retry apt-get -qq install -y --no-install-recommends "${missing[@]}" >"$logs/apt.log" 2>&1; then
    tail -n 20 "$logs/apt.log"
    return 1
  fi
}

# Debian 12 has Node 18; its npm installs a newer one, which is an npm package too.
install_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')
  [ "${major:-0}" -ge 20 ] && command -v npm >/dev/null && return 0
  local arch home=/opt/steno-node
  case $(uname -m) in aarch64) arch=arm64 ;; *) arch=x64 ;; esac
  echo "installing: Node 20 (found: ${major:-none})"
  mkdir -p "$home"
  retry npm install --prefix "$home" --no-audit --no-fund "node-linux-$arch@20.20.2" npm@10.9.4
  export PATH=$home/node_modules/node-linux-$arch/bin:$home/node_modules/.bin:$PATH
}

# The build itself runs on JDK 17, whatever else is installed.
choose_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && [ "$(jdk_major "$home")" = 17 ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  retry apt-get -qq update
  retry apt-get -qq install -y --no-install-recommends openjdk-17-jdk-headless >"$logs/apt.log" 2>&1
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f /usr/lib/jvm/java-17-openjdk-*/bin/javac)")")
  export JAVA_HOME
}

jdk_major() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

prepare() {
  section 'prepare'
  install_packages
  install_node
  choose_jdk
  retry ./mvnw -v
  echo "node $(node --version), chromium $(chromium --version 2>/dev/null || echo missing)"
}

# Every report of a run, whoever ran it.
reports() {
  find . -path '*/node_modules' -prune -o -path './.git' -prune -o \
    \( -path '*/target/surefire-reports/TEST-*.xml' -o -path '*/target/failsafe-reports/TEST-*.xml' \
    -o -path '*/target/vitest-reports/TEST-*.xml' \) -print
}

clear_reports() {
  reports | while read -r report; do rm -f "$report"; done
}

# Prints: tests failed skipped
totals() {
  reports | while read -r report; do
    grep -o '<testsuite [^>]*' "$report"
  done | awk '
    function of(name, found) {
      if (match($0, " " name "=\"[0-9]+")) {
        found = substr($0, RSTART, RLENGTH); sub(/.*"/, "", found); return found + 0
      }
      return 0
    }
    { tests += of("tests"); failed += of("failures") + of("errors"); skipped += of("skipped") }
    END { print tests + 0, failed + 0, skipped + 0 }'
}

# Every skipped test as "class.method: reason".
skips() {
  reports | while read -r report; do
    awk '
      function of(name, found) {
        found = $0; if (!sub(".*[ ]" name "=\"", "", found)) return ""; sub(/".*/, "", found); return found
      }
      /<testcase / { test = of("classname") "." of("name") }
      /<skipped/ {
        reason = of("message")
        if (reason == "" && sub(/.*CDATA\[/, "")) reason = $0
        print test ": " reason
      }' "$report"
  done | sort -u
}

# Fails when a skip is not explained in .ci/allowed-skips (one extended expression a line).
unexplained_skips() {
  local patterns=$logs/allowed-skips
  grep -vE '^[[:space:]]*(#|$)' .ci/allowed-skips >"$patterns" || true
  if [ -s "$patterns" ]; then skips | grep -vEf "$patterns" || true; else skips; fi
}

finish() {
  local status=$1 tests failed skipped
  section ''
  read -r tests failed skipped < <(totals)
  local unexplained
  unexplained=$(unexplained_skips)
  if [ -n "$unexplained" ]; then
    echo 'Skipped without a reason in .ci/allowed-skips:'
    echo "$unexplained"
    status=1
  fi
  if [ "$tests" -eq 0 ]; then
    echo 'No test report was found: nothing was tested.'
    status=1
  fi
  [ "$failed" -eq 0 ] || status=1
  echo "took $((SECONDS - started)) s in all; $([ "$status" -eq 0 ] && echo success || echo FAILURE)"
  echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
  exit "$status"
}
