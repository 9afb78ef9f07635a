// The recount of a day's end, one thread an agent. The rule: src/rules/census.rs.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read> tables: array<WorldTables>;
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;
// Its replicate.
var<private> slot: u32;

// First stock of the agent's origin.
var<private> block: u32;

fn add(of_origin: u32, value: u32) {
    let stock = block + of_origin;
    let old = atomicAdd(&counts[2u * stock], value);
    if old > 0xffffffffu - value {
        atomicAdd(&counts[2u * stock + 1u], 1u);
    }
}

@compute @workgroup_size(WORKGROUP)
fn census(@builtin(global_invocation_id) at: vec3<u32>, @builtin(workgroup_id) group: vec3<u32>) {
    today = days[group.y];
    slot = today.slot;
    if at.x >= today.count {
        return;
    }
    let first = 4u * today.first + at.x;
    let day = today.day;
    var a = unpack(vec4<u32>(agents[first], agents[first + today.plane], agents[first + 2u * today.plane],
        agents[first + 3u * today.plane]));
    block = (slot * ORIGINS + tables[slot].origin[a.community]) * CENSUS;
    let s = stocks(&a, day);
    add(BY_STATUS + s.cell, 1u);
    add(SAVINGS, u32(a.savings + i32(SAVINGS_BIAS)));
    if a.savings < 0 {
        add(IN_DEBT, 1u);
    }
    if s.abroad {
        add(ABROAD + a.community, 1u);
    }
    if s.barred {
        add(select(BARRED_HOME, BARRED_ABROAD, s.abroad), 1u);
    }
    if s.desperate {
        add(DESPERATE, 1u);
    }
    if s.at_large {
        add(BY_PAPERS + s.papers, 1u);
    }
    if s.works {
        add(BY_JOB + s.job, 1u);
    }
}
