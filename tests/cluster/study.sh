# What the tests of batch systems share; to be sourced. A folder of two short scenarios, and what must be the same.
# shellcheck shell=bash

# study FOLDER: two scenarios that part in March 2012, with their world.
study() {
    mkdir -p "$1/worlds"
    cp "$(dirname "${BASH_SOURCE[0]}")/../../configs/worlds/tajikistan.ron" "$1/worlds/"
    local name
    for name in few:5 many:9; do
        cat >"$1/${name%:*}.ron" <<EOF
(title: "${name%:*} checks", description: "a test", world: "worlds/tajikistan.ron", start: "2012-01-01", end: "2012-04-30",
    timeline: [(on: "2012-03-01", lever: PoliceChecks(times: ${name#*:}))])
EOF
    done
}

# same A B: every table of A is in B, to the last byte.
same() {
    local file
    for file in compare.csv compare.parquet summary.csv inputs.json regions.csv homes.csv moves.csv; do
        cmp "$1/$file" "$2/$file"
    done
}
