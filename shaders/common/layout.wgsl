// Constants, the 16-byte agent, and what follows from an agent's state alone. Twin: src/common/layout.rs.

const HOME = 0u;
const HOME_WORKING = 1u;
const SEEKING = 2u;
const WORKING = 3u;
const HELD = 4u;
const DETAINED = 5u;
const REMOVAL = 6u;
const ORDERED = 7u;

const VISA_FREE = 0u;
const PERMIT = 1u;
const PATENT = 2u;
const IRREGULAR = 3u;

const REGIONS = 83u;
const SECTORS = 7u;
const COMMUNITIES = 512u;
const HOME_REGIONS = 8u;
const ORIGINS = 4u;
const DISTRICTS = 8u;
const CAMP_CHOICES = 8u;
const LEVELS = 8u;

const JOBS = 0u;
const BEDS = 581u;
const PLACES = 664u;
const CHANGES = 1176u;
const PERMITS = 664u;
const SEATS = 747u;
const LOTTERIES = 755u;
const BUCKETS = 256u;
const NOT_APPLIED = 255u;
const NOT_TODAY = 0xffffffffu;
const ACTIVES = 255u;
const NOWHERE = 0xffffffffu;

const NOTHING = 0u;
const FINED = 1u;
const BRIBED = 2u;
const ARRESTED = 3u;

const FIRST_DAY = 128u;
const DAY_CODES = 4095u;
const LAST_DAY = 4095u;
const PAPERS_AHEAD = 2047u;
const PAPERS_BEHIND = 2000u;
const SPELL_DAYS = 4000u;
const BLOCK = 32u;
const MONTHLY_DAYS = 28u;
const RENEWAL_DAYS = 31u;
const PATENT_DAYS = 34u;
const CUSTODY_DAYS = 2u;
const ORDER_DAYS = 30u;
const SAVINGS_BIAS = 32768u;

const PARTS = 512u;
const LISTS = 1024u;
const SLOTS = 128u;

const GATE = 0u;
const EMPLOYMENT = 1u;
const PAPERS = 2u;
const DETENTION = 3u;
const DEPORTATION = 4u;
const REMITTANCE = 5u;
const MOBILITY = 6u;
const SETTLEMENT = 7u;
const PERSON = 8u;
const START = 9u;
const UNREST = 10u;
const BARGAIN = 11u;

struct Agent {
    status: u32,
    papers: u32,
    violations: u32,
    sector: u32,
    region: u32,
    community: u32,
    dependents: u32,
    sex: u32,
    knows_barred: u32,
    since: u32,
    papers_until: u32,
    bucket: u32,
    barred_until: u32,
    wage: u32,
    savings: i32,
    grievance: u32,
    fear: u32,
}

fn unpack(w: vec4<u32>) -> Agent {
    var a: Agent;
    a.status = w.x & 15u;
    a.papers = (w.x >> 4u) & 3u;
    a.violations = (w.x >> 6u) & 3u;
    a.sector = (w.x >> 8u) & 7u;
    a.region = (w.x >> 11u) & 127u;
    a.community = (w.x >> 18u) & 511u;
    a.dependents = (w.x >> 27u) & 7u;
    a.sex = (w.x >> 30u) & 1u;
    a.knows_barred = w.x >> 31u;
    a.since = w.y & 4095u;
    a.papers_until = (w.y >> 12u) & 4095u;
    a.bucket = w.y >> 24u;
    a.barred_until = w.z & 65535u;
    a.wage = w.z >> 16u;
    a.savings = extractBits(bitcast<i32>(w.w), 0u, 16u);
    a.grievance = (w.w >> 16u) & 255u;
    a.fear = w.w >> 24u;
    return a;
}

fn pack(a: ptr<function, Agent>) -> vec4<u32> {
    return vec4<u32>(
        a.status | (a.papers << 4u) | (a.violations << 6u) | (a.sector << 8u) | (a.region << 11u)
            | (a.community << 18u) | (a.dependents << 27u) | (a.sex << 30u) | (a.knows_barred << 31u),
        a.since | (a.papers_until << 12u) | (a.bucket << 24u),
        a.barred_until | (a.wage << 16u),
        (bitcast<u32>(a.savings) & 65535u) | (a.grievance << 16u) | (a.fear << 24u),
    );
}

fn at_large(a: ptr<function, Agent>) -> bool {
    return a.status == SEEKING || a.status == WORKING;
}

fn at_home(a: ptr<function, Agent>) -> bool {
    return a.status == HOME || a.status == HOME_WORKING;
}

fn jobless(a: ptr<function, Agent>) -> bool {
    return a.status == HOME || a.status == SEEKING;
}

fn barred(a: ptr<function, Agent>, day: u32) -> bool {
    return a.barred_until > day;
}

fn code_of(day: u32) -> u32 {
    return day % DAY_CODES;
}

fn days_after(code: u32, day: u32) -> u32 {
    let days = code + DAY_CODES - code_of(day);
    return min(days, days - DAY_CODES);
}

fn spell(a: ptr<function, Agent>, day: u32) -> u32 {
    return (DAY_CODES - days_after(a.since, day)) % DAY_CODES;
}

fn papers_last(papers_until: u32, day: u32, days: u32) -> bool {
    let left = days_after(papers_until, day);
    return papers_until == LAST_DAY || (left > days && left <= PAPERS_AHEAD);
}

fn kept_near(code: u32, day: u32, ahead: u32, behind: u32) -> u32 {
    let days = days_after(code, day);
    return select(code, code_of(day + DAY_CODES - behind), days > ahead && days < DAY_CODES - behind);
}

fn valid_papers(a: ptr<function, Agent>, day: u32) -> u32 {
    return select(IRREGULAR, a.papers, papers_last(a.papers_until, day, 0u));
}

fn legal(a: ptr<function, Agent>, day: u32) -> bool {
    return valid_papers(a, day) != IRREGULAR && !barred(a, day);
}

fn seeks(a: ptr<function, Agent>, searching: bool) -> bool {
    return a.status == SEEKING && searching;
}

fn monthly(id: u32, month_day: u32) -> bool {
    return (id / BLOCK) % MONTHLY_DAYS == month_day;
}

fn searches(id: u32, day: u32) -> bool {
    return ((id / BLOCK + day) & 3u) == 0u;
}
