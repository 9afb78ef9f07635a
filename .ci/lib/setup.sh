# What the gate's scripts share; to be sourced. Steps with their names and times, and what a step needs beyond Rust. A
# fresh Debian will do; on another system what is missing must be there already, or the step fails.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CARGO_TERM_COLOR=never XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/tmp}"

scratch=$(mktemp -d)
step_name='' step_began=0
took() { [ -z "$step_name" ] || printf -- '-- %s: %d s\n' "$step_name" "$((SECONDS - step_began))"; }
ended() {
    local status=$?
    if [ "$status" = 0 ]; then took; else printf -- '-- %s: failed\n' "${step_name:-set-up}"; fi
    printf '== %d s altogether\n' "$SECONDS"
    rm -rf "$scratch"
    exit "$status"
}
trap ended EXIT

# step NAME...: what follows is one step.
step() {
    took
    step_name="$*" step_began=$SECONDS
    printf '\n== %s\n' "$step_name"
}

# packages NAME...: installs packages of Debian.
packages() {
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# has PROGRAM...: whether all of them are there.
has() {
    local program
    for program in "$@"; do command -v "$program" >/dev/null || return 1; done
}

# A Vulkan driver, Mesa's in software where there is no other.
need_vulkan() {
    if ! has ldconfig || ! ldconfig -p | grep -q libvulkan.so.1 || ! ls /usr/share/vulkan/icd.d/*.json >/dev/null 2>&1; then
        packages mesa-vulkan-drivers libvulkan1
    fi
}

# A browser, and axe-core to audit pages with.
need_browser() {
    has chromium || has google-chrome || packages chromium
    has npm || packages npm
    npm install --silent --no-audit --no-fund --prefix "$scratch/axe" axe-core@4 >/dev/null
    export MUSOFIR_AXE="$scratch/axe/node_modules/axe-core/axe.min.js"
}

need_wasm() { rustup target add wasm32-unknown-unknown 2>/dev/null; }

need_venv() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || packages python3-venv
    python3 -m venv "$scratch/venv"
}

# Python with the programs that people load tables with.
need_readers() {
    need_venv
    "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
    export MUSOFIR_PYTHON="$scratch/venv/bin/python"
}

need_slurm() { has slurmctld slurmd munged || packages slurm-wlm munge; }

# The commit that `musofir --version` names.
name_commit() {
    MUSOFIR_COMMIT=$(git rev-parse --short=12 HEAD 2>/dev/null || true)
    [ -z "$MUSOFIR_COMMIT" ] || export MUSOFIR_COMMIT
}
