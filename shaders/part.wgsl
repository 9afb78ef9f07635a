// Bindings and draws of the kernels that run days: a row of workgroups for each part of the agents.

// Whether it is the monthly day of the agents at hand. The day is compiled twice, since one without the month's affairs
// is short.
override MONTHLY: bool = true;

@group(0) @binding(0) var<storage, read_write> agents: array<u32>;
@group(0) @binding(1) var<storage, read> tables: array<WorldTables>;
@group(0) @binding(2) var<storage, read> rates: array<Rates>;
@group(0) @binding(3) var<storage, read> day_state: array<DayState>;
@group(0) @binding(4) var<storage, read_write> applications: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;
// Its replicate.
var<private> slot: u32;
// Origin of the agent at hand.
var<private> origin: u32;

// A stage's block of an agent; what never changes about a person is of no day. Twin: src/common/tables.rs.
fn draw_block(id: u32, stage: u32) -> vec4<u32> {
    let day = select(today.day, 0u, stage == PERSON);
    return philox(vec4<u32>(id, day, stage, 0u), vec2<u32>(today.key_0, today.key_1));
}
