# Steps that more than one of the gate's scripts takes; to be sourced after setup.sh.
# shellcheck shell=bash

musofir=target/release/musofir

format_and_lints() {
    step format
    cargo fmt --all --check
    step lints
    cargo clippy --locked --all-targets -- -D warnings
}

# The library for a browser: no command line, no GPU, no Parquet.
wasm() {
    step "the library for wasm32"
    need_wasm
    cargo check --locked --lib --no-default-features --target wasm32-unknown-unknown
}

# ignored WORD: the tests that are left out elsewhere because of what they need.
ignored() {
    step "tests that need: $1"
    cargo test --locked --test it -- --ignored "$1"
}

release() {
    step "release build"
    cargo build --locked --release
    "$musofir" --version
}

# kills N, hostile N: runs and studies killed and continued, inputs made to do harm.
kills() {
    step "$1 runs and studies killed and continued"
    MUSOFIR_KILLS=$1 cargo test --locked --test it -- kills::
}
hostile() {
    step "$1 hostile inputs of each kind"
    MUSOFIR_FUZZ=$1 cargo test --locked --test it -- hostile::
}

# presets AGENTS: both engines side by side, every preset at full length.
presets() {
    step "engines side by side: every preset at full length, $1 agents"
    need_vulkan
    local preset
    for preset in configs/*.ron; do
        echo "$preset"
        "$musofir" verify "$preset" --agents "$1" --quiet
    done
}
