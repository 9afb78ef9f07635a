//! A submission: the kernels of some days, one after the other, recorded and run.

use super::ROWS;
use super::batch::GpuBatch;
use super::tiles::Bound;
use crate::common::layout::{BLOCK, LOTTERIES, MONTHLY_DAYS};
use crate::common::tables::Day;
use crate::engine::Result;
use std::time::Instant;
use wgpu::{ComputePass, ComputePipeline};

impl GpuBatch {
    /// Writes the days of a submission: for each tile, and for the evening, a row a part and a row a slot.
    pub(super) fn write_days(&self, days: &[Vec<Option<Day>>]) {
        let regions = self.tiles.len() + 1;
        let mut uniforms = vec![0u8; days.len() * regions * ROWS as usize];
        for (d, of_slot) in days.iter().enumerate() {
            let mut put = |region: usize, row: usize, day: Day| {
                let at = (d * regions + region) * ROWS as usize + row * size_of::<Day>();
                uniforms[at..at + size_of::<Day>()].copy_from_slice(bytemuck::bytes_of(&day));
            };
            for (region, tile) in self.tiles.iter().enumerate() {
                for (n, row) in tile.rows.iter().enumerate() {
                    let still = || Day { count: 0, ..tile.day(n, &bytemuck::Zeroable::zeroed()) };
                    put(region, n, of_slot[row.slot].map_or_else(still, |day| tile.day(n, &day)));
                }
            }
            for (slot, day) in of_slot.iter().enumerate() {
                if let Some(day) = day {
                    put(self.tiles.len(), slot, Day { slot: slot as u32, count: 1, ..*day });
                }
            }
        }
        self.device.queue.write_buffer(&self.memory.days, 0, &uniforms);
    }

    /// Threads for `agents` agents: of the gate, of the kernels over lists, and of the monthly days. Threads stride or
    /// share out, so any number will do. On hardware a thread adds up eight monthly days, since thousands of threads
    /// adding to the same totals wait for each other; neither that nor the tenth was measured on a card. A software
    /// driver loads what all threads share for each of them, and runs every branch of a kernel at least once: few are
    /// better, but a workgroup for each core.
    fn threads(&self, agents: u32) -> [u32; 3] {
        let monthly = agents / MONTHLY_DAYS + BLOCK;
        if self.options.hardware(&self.device) {
            return [agents, agents.div_ceil(10), monthly.div_ceil(8)];
        }
        let enough = (self.cores * self.options.workgroup).min(agents.div_ceil(16));
        let few = agents.div_ceil(512).max(enough);
        [agents.div_ceil(64).max(enough), few, few.min(monthly)]
    }

    /// The kernels of a day, in order: name, pipeline, bindings, threads, rows.
    fn kernels(&self) -> Vec<(&'static str, &ComputePipeline, &Bound, u32, usize)> {
        let p = &self.pipelines;
        let mut kernels = Vec::new();
        for tile in &self.tiles {
            let ([looks, lists, months], rows) = (self.threads(tile.longest()), tile.rows.len());
            kernels.push(("gate", &p.gate, &tile.gate, looks, rows));
            kernels.push(("quiet", &p.quiet, &tile.quiet, lists, rows));
            kernels.push(("month", &p.month, &tile.month, months, rows));
            kernels.push(("day", &p.day, &tile.day, lists, rows));
            kernels.push(("monthly day", &p.monthly_day, &tile.monthly_day, months, rows));
        }
        kernels.push(("evening", &p.evening, &self.evening, LOTTERIES * self.options.workgroup, self.slots));
        kernels
    }

    /// Dispatches a kernel over some threads of every row.
    pub(super) fn dispatch(
        &self,
        pass: &mut ComputePass,
        pipeline: &ComputePipeline,
        bound: &Bound,
        day: usize,
        threads: u32,
        rows: usize,
    ) {
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, &bound.tables, &[]);
        pass.set_bind_group(1, &bound.days[day], &[]);
        pass.dispatch_workgroups(threads.div_ceil(self.options.workgroup), rows as u32, 1);
    }

    /// One submission of at most a month of days.
    pub(super) fn submit(&mut self, days: &[Vec<Option<Day>>]) -> Result<()> {
        self.write_days(days);
        let mut clock = self.clock.take();
        let mut encoder = self.device.encoder();
        let kernels = self.kernels();
        match &mut clock {
            None => {
                let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
                for d in 0..days.len() {
                    for (_, pipeline, bound, threads, rows) in &kernels {
                        self.dispatch(&mut pass, pipeline, bound, d, *threads, *rows);
                    }
                }
                drop(pass);
                self.device.run(encoder)?;
            }
            Some(clock) => {
                for d in 0..days.len() {
                    for (name, pipeline, bound, threads, rows) in &kernels {
                        self.dispatch(&mut clock.pass(&mut encoder, name), pipeline, bound, d, *threads, *rows);
                    }
                }
                let begun = Instant::now();
                clock.run(&self.device, encoder)?;
                clock.timings.wall += begun.elapsed();
            }
        }
        drop(kernels);
        self.clock = clock;
        Ok(())
    }
}
