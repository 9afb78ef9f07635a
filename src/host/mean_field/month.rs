//! A month of the mean field, its parts in order.

use super::{Inputs, MeanField, Memory, Month, People, SEARCHES};

/// Jobs that end in a month without any excess of workers.
const SEPARATION: f64 = 0.05;
/// Part of an excess of workers that is laid off in a month.
const LAID_OFF: f64 = 0.6;
/// Elasticity of jobs to the relative wage.
const WAGE_DEMAND: f64 = -0.5;
/// Relative wages stay between these.
const RELATIVE_WAGE: (f64, f64) = (0.7, 1.6);
/// Months over which an entry's cost is spread: a usual spell.
const SPELL: f64 = 14.0;
/// Value of going and share abroad at which hazards are usual.
const USUAL_VALUE: f64 = 0.45;
const USUAL_ABROAD: f64 = 0.68;
/// Months of free pay at stake at which the return hazard is usual.
const USUAL_STAKE: f64 = 1.6;
/// Departure hazard of people in a wage job, of others'.
const WAGE_JOB_STAYS: f64 = 0.6;
/// Months over which accustomed receipts are remembered.
const HABIT_MONTHS: f64 = 30.0;
/// Largest share of pay that serves debt.
const SERVED: f64 = 0.4;
/// Share saved of what is left after sending.
const SAVED: f64 = 0.35;
/// Living costs of a seeker, of the floor, a month.
const SEARCH_COSTS: f64 = 0.5;
/// Free pay is at least this share of the living costs where something is divided by it.
const LEAST_FREE: f64 = 0.1;

/// Pay and prices of a month.
struct Terms {
    /// Pay of one in work, with season and hours.
    pay: f64,
    /// The same in a usual month of the year.
    usual_pay: f64,
    floor: f64,
    /// Earner's income at home, home currency.
    income: f64,
    /// Savings aimed at, host currency.
    target: f64,
    /// Free pay of a usual month.
    free: f64,
    relative_wage: f64,
}

impl MeanField {
    /// Simulates a month of the year, 0 to 11.
    pub fn step(&mut self, month: usize, i: &Inputs) -> Month {
        let mut memory = self.memory.unwrap_or_else(|| self.first(i));
        let ln_activity = libm::log(i.activity);
        let slump = (memory.ln_activity - ln_activity).max(0.0);
        memory.ln_activity += (ln_activity - memory.ln_activity) / 12.0;

        let wanted = self.wanted(i) * libm::exp(WAGE_DEMAND * memory.ln_wage);
        self.work(wanted * self.season.jobs[month]);
        let terms = self.terms(&mut memory, i, month, slump);
        let value = self.value(&mut memory, i, &terms);
        let ahead = self.season.ahead(month, &self.p);
        let arrivals = self.departures(&memory, i, &terms, ahead);
        let departures = arrivals.total();
        let returns = self.returns(&memory, i, &terms, ahead);
        // A month of search has passed for all who still seek; those who arrive begin.
        let last = self.seeking[SEARCHES - 2];
        self.seeking[SEARCHES - 1].add(&last);
        self.seeking.copy_within(0..SEARCHES - 2, 1);
        self.seeking[0] = arrivals;
        self.home_jobs();
        self.pool_changes(i);
        let sent = self.money(&mut memory, i, &terms);
        self.memory = Some(memory);
        let abroad = self.abroad();
        Month {
            abroad,
            employed: self.working.total() / abroad.max(1e-9),
            departures,
            returns,
            sent,
            pay: terms.pay,
            relative_wage: terms.relative_wage,
            value,
        }
    }

    /// What is remembered before the first month: the world as it stands.
    fn first(&self, i: &Inputs) -> Memory {
        let abroad = self.abroad();
        let mut memory = Memory {
            ln_activity: libm::log(i.activity),
            ln_jobs: libm::log(self.wanted(i)),
            ln_people: libm::log(abroad),
            ln_wage: 0.0,
            job_chance: self.working.total() / abroad,
            value_heard: 0.0,
            value_felt: 0.0,
            network: abroad / self.levels.pool,
            habit: 0.0,
            target: self.target(i),
        };
        let usual = self.p.pay * self.levels.wage * i.wage;
        let floor = self.levels.living_floor * i.host_prices;
        memory.habit = libm::log((usual - i.papers - floor).max(LEAST_FREE * floor) * self.buys(i));
        let income = self.levels.home_income * i.home_income;
        let gain = (memory.job_chance * (usual - i.papers) - floor - i.entry / SPELL) * i.lcu_per_host;
        memory.value_heard = consumption(income, gain);
        memory.value_felt = memory.value_heard;
        memory
    }

    /// Jobs wanted at a relative wage of 1, season apart.
    fn wanted(&self, i: &Inputs) -> f64 {
        let log = self.p.activity_jobs * libm::log(i.activity) + self.p.jobs_trend * i.years;
        self.levels.jobs * libm::exp(log) * i.demand
    }

    /// Real home currency that a unit of host currency buys, at prices of the base year.
    fn buys(&self, i: &Inputs) -> f64 {
        i.lcu_per_host / i.home_prices
    }

    /// Savings aimed at: half of what is saved for is priced at home.
    fn target(&self, i: &Inputs) -> f64 {
        let home = i.home_income * self.levels.lcu_per_host / i.lcu_per_host;
        self.levels.target * libm::sqrt(home * i.wage)
    }

    /// Separations, layoffs and hires.
    fn work(&mut self, jobs: f64) {
        let workers = self.working.total();
        let excess = (workers * (1.0 - SEPARATION) - jobs).max(0.0) / workers.max(1e-9);
        let lost = self.working.take(|_| (SEPARATION + LAID_OFF * excess).min(0.9));
        self.seeking[0].add(&lost);
        let seekers: f64 = self.seeking.iter().map(People::total).sum();
        let vacancies = (jobs - self.working.total()).max(0.0);
        let (s, v) = (0.7 * seekers, 0.9 * vacancies);
        let hired = (1.35 * s * v / (s + v).max(1e-9)).min(0.95 * seekers).min(vacancies);
        for people in &mut self.seeking {
            let found = people.take(|_| hired / seekers.max(1e-9));
            self.working.add(&found);
        }
    }

    /// The relative wage moves to tightness; pay follows the host's wages, the season and a slump.
    fn terms(&self, memory: &mut Memory, i: &Inputs, month: usize, slump: f64) -> Terms {
        memory.ln_people += 0.25 * (libm::log(self.abroad()) - memory.ln_people);
        memory.ln_jobs += 0.25 * (libm::log(self.wanted(i)) - memory.ln_jobs);
        let tight = memory.ln_jobs - memory.ln_people - libm::log(self.levels.tightness);
        memory.ln_wage += 0.3 * (self.p.wage_tightness * tight - memory.ln_wage);
        memory.ln_wage = memory.ln_wage.clamp(libm::log(RELATIVE_WAGE.0), libm::log(RELATIVE_WAGE.1));
        let relative_wage = libm::exp(memory.ln_wage);
        let full = self.p.pay * self.levels.wage * i.wage * relative_wage;
        let short = libm::exp(-self.p.slump_pay * slump) * i.hours;
        let floor = self.levels.living_floor * i.host_prices;
        Terms {
            pay: full * short * self.season.hours[month],
            usual_pay: full * short,
            floor,
            income: self.levels.home_income * i.home_income,
            target: self.target(i),
            free: (full * short - i.papers - floor).max(LEAST_FREE * floor),
            relative_wage,
        }
    }

    /// The value of going, and what people at home hear and people abroad feel of it.
    fn value(&self, memory: &mut Memory, i: &Inputs, t: &Terms) -> f64 {
        memory.job_chance += 0.15 * (self.working.total() / self.abroad().max(1e-9) - memory.job_chance);
        let gain = (memory.job_chance * (t.usual_pay - i.papers) - t.floor - i.entry / SPELL) * i.lcu_per_host;
        let value = consumption(t.income, gain);
        memory.value_heard += self.p.hearsay * (value - memory.value_heard);
        memory.value_felt += 0.5 * (value - memory.value_felt);
        memory.network = self.abroad() / (self.levels.pool * i.population);
        value
    }

    /// Those who depart, with the entry paid out of savings or as debt.
    fn departures(&mut self, memory: &Memory, i: &Inputs, t: &Terms, ahead: f64) -> People {
        let p = &self.p;
        let log = p.out_value * (memory.value_heard - USUAL_VALUE)
            + p.out_season * ahead
            + p.network * (memory.network - USUAL_ABROAD);
        let usual = p.out * libm::exp(log);
        let hazard = |x: f64| (usual * libm::exp(-p.savings_stay * x.max(0.0))).min(0.9);
        let wishes: f64 = self.own_account.classes().map(|(x, n)| n * hazard(x)).sum::<f64>()
            + self.wage_job.classes().map(|(x, n)| n * hazard(x) * WAGE_JOB_STAYS).sum::<f64>();
        let pass = (i.seats_out / wishes.max(1e-9)).min(1.0);
        let mut gone = self.own_account.take(|x| hazard(x) * pass);
        gone.add(&self.wage_job.take(|x| hazard(x) * WAGE_JOB_STAYS * pass));
        gone.after(|x| x - i.entry / t.target)
    }

    /// Returns to work on own account; how many people.
    fn returns(&mut self, memory: &Memory, i: &Inputs, t: &Terms, ahead: f64) -> f64 {
        let p = self.p;
        let stake = i.entry / t.free + 12.0 * i.bar_risk;
        let log =
            -p.back_value * (memory.value_felt - USUAL_VALUE) - p.back_season * ahead - p.lock * (stake - USUAL_STAKE);
        let usual = p.back * libm::exp(log);
        let hazard = move |x: f64, searched: usize| {
            let saved = p.savings_return * (x.clamp(-0.5, 1.25) - 0.25);
            (usual * libm::exp(saved + p.search_return * searched as f64)).min(0.9)
        };
        let wishes: f64 = self.working.classes().map(|(x, n)| n * hazard(x, 0)).sum::<f64>()
            + (0..SEARCHES).map(|d| self.seeking[d].classes().map(|(x, n)| n * hazard(x, d)).sum::<f64>()).sum::<f64>();
        let pass = (i.seats_back / wishes.max(1e-9)).min(1.0);
        let mut home = self.working.take(|x| hazard(x, 0) * pass);
        for (searched, people) in self.seeking.iter_mut().enumerate() {
            home.add(&people.take(|x| hazard(x, searched) * pass));
        }
        self.own_account.add(&home);
        home.total()
    }

    /// Wage jobs found and lost at home.
    fn home_jobs(&mut self) {
        let found = self.own_account.take(|_| 0.02);
        let lost = self.wage_job.take(|_| 0.05);
        self.own_account.add(&lost);
        self.wage_job.add(&found);
    }

    /// Naturalisation abroad, bars at home, and entrants who keep the pool at its size.
    fn pool_changes(&mut self, i: &Inputs) {
        let leaving = (i.naturalised / self.abroad().max(1e-9)).min(1.0);
        self.working.take(|_| leaving);
        for people in &mut self.seeking {
            people.take(|_| leaving);
        }
        let at_home = self.own_account.total();
        let barred = (i.barred_at_home - self.barred).min(0.3 * at_home);
        if barred > 0.0 {
            self.own_account.take(|_| barred / at_home.max(1e-9));
        } else {
            self.own_account.add(&People::without_savings(-barred));
        }
        self.barred += barred;
        let entrants = self.levels.pool * i.population - self.pool();
        self.own_account.add(&People::without_savings(entrants.max(0.0)));
    }

    /// Pay is spent, saved and sent, debts are served, savings are drawn down; how much is sent, host currency.
    fn money(&mut self, memory: &mut Memory, i: &Inputs, t: &Terms) -> f64 {
        let real = libm::log(t.free * self.buys(i));
        let share = (self.p.sent * libm::exp(self.p.defended * (memory.habit - real))).min(0.95);
        memory.habit += (real - memory.habit) / HABIT_MONTHS;
        // Savings are an amount; their place among the classes moves with the target.
        let rescaled = memory.target / t.target;
        memory.target = t.target;

        let net = t.pay - i.papers;
        let service = |x: f64| (SERVED * net).min((-x * t.target).max(0.0));
        let free = |x: f64| (net - service(x) - t.floor).max(0.0);
        let sent = self.working.classes().map(|(x, people)| people * share * free(x)).sum();
        let saved = |x: f64| (service(x) + SAVED * (1.0 - share) * free(x)) / t.target;
        self.working = self.working.after(|x| x * rescaled + saved(x));
        for people in &mut self.seeking {
            *people = people.after(|x| x * rescaled - SEARCH_COSTS * t.floor / t.target);
        }
        let drawn = |x: f64| if x > 0.0 { (x * rescaled - 0.2).max(0.0) } else { (x * rescaled + 0.02).min(0.0) };
        self.own_account = self.own_account.after(drawn);
        self.wage_job = self.wage_job.after(drawn);
        sent
    }
}

/// Log of a household's consumption with a migrant's gain, of that without: one income beside the earner's own.
fn consumption(income: f64, gain: f64) -> f64 {
    libm::log((income + gain).max(0.3 * income)) - libm::log(2.0 * income)
}
