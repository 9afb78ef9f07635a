// The stocks that an agent belongs to. Twin: src/rules/census.rs.

struct Stocks {
    cell: u32,
    abroad: bool,
    barred: bool,
    desperate: bool,
    at_large: bool,
    papers: u32,
    works: bool,
    job: u32,
}

fn stocks(a: ptr<function, Agent>, day: u32) -> Stocks {
    let is_barred = barred(a, day);
    var s: Stocks;
    s.cell = a.status * REGIONS + a.region;
    s.abroad = !at_home(a);
    s.barred = is_barred;
    s.desperate = is_barred && jobless(a);
    s.at_large = at_large(a);
    s.papers = valid_papers(a, day);
    s.works = a.status == WORKING;
    s.job = a.region * SECTORS + a.sector;
    return s;
}
