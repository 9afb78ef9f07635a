// One workgroup of 16 a lottery and replicate, an octave of priorities a thread, which adds up those of the threads
// before it: few threads and barriers, since a software driver runs each thread through everything. The rule:
// src/rules/evening.rs.

@group(0) @binding(0) var<storage, read> tables: array<WorldTables>;
@group(0) @binding(1) var<storage, read> rates: array<Rates>;
@group(0) @binding(2) var<storage, read_write> day_state: array<DayState>;
@group(0) @binding(3) var<storage, read_write> applications: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read_write> changes: array<u32>;
@group(0) @binding(5) var<storage, read_write> totals: array<atomic<u32>>;
@group(0) @binding(6) var<storage, read_write> listed: array<u32>;
@group(0) @binding(7) var<storage, read_write> awake: array<u32>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;
// Its replicate.
var<private> slot: u32;

// Octaves of priorities, and vectors of four buckets in each.
const OCTAVES = 16u;
const QUARTERS = 4u;

var<workgroup> sums: array<u32, OCTAVES>;
var<workgroup> places_free: u32;
var<workgroup> drawn_cutoff: atomic<u32>;
var<workgroup> drawn_admitted: atomic<u32>;

// Takes a change of the day, which is then none.
fn take(change: u32) -> u32 {
    let at = slot * CHANGES + change;
    let taken = changes[at];
    changes[at] = 0u;
    return taken;
}

// Closes the day of a lottery, and of the community of the same number: the places that are free.
fn close(l: u32) -> u32 {
    if l < COMMUNITIES {
        let acted = take(PLACES + l);
        activists(l, acted);
        add_flow(tables[slot].origin[l], ACTIVE_DAYS, acted);
    }
    var change = 0u;
    if l < PLACES {
        change = take(l);
    }
    return free_places(l, change);
}

@compute @workgroup_size(OCTAVES)
fn evening(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
    let l = group.x;
    today = days[group.y];
    slot = today.slot;
    // The day's lists have been read; tomorrow's start empty.
    for (var part = l * OCTAVES + lane; group.y == 0u && part < PARTS; part += LOTTERIES * OCTAVES) {
        listed[part] = 0u;
        listed[PARTS + part] = 0u;
        awake[part] = 0u;
    }
    // A replicate that stands still has no evening.
    if days[group.y].count == 0u {
        return;
    }
    let mine = ((slot * LOTTERIES + l) * OCTAVES + lane) * QUARTERS;
    var counts: array<vec4<u32>, QUARTERS>;
    var all = vec4<u32>(0u);
    for (var q = 0u; q < QUARTERS; q++) {
        counts[q] = applications[mine + q];
        applications[mine + q] = vec4<u32>(0u);
        all += counts[q];
    }
    sums[lane] = all.x + all.y + all.z + all.w;
    if lane == 0u {
        places_free = close(l);
    }
    workgroupBarrier();
    let free = places_free;
    var sum = 0u;
    for (var before = 0u; before < lane; before++) {
        sum += sums[before];
    }
    var fit = 0u;
    var admitted = 0u;
    for (var i = 0u; i < 4u * QUARTERS; i++) {
        sum += counts[i / 4u][i % 4u];
        if sum <= free {
            fit = lane * 4u * QUARTERS + i + 1u;
            admitted = sum;
        }
    }
    atomicMax(&drawn_cutoff, fit);
    atomicMax(&drawn_admitted, admitted);
    workgroupBarrier();
    if lane == 0u {
        publish(l, free, atomicLoad(&drawn_cutoff), atomicLoad(&drawn_admitted));
    }
}
