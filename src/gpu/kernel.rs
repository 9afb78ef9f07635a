//! The kernel table: which WGSL files make a kernel, and its pipeline.
//!
//! Plain WGSL joined by `concat!`; a name defined twice is an error of naga, so collisions cannot be silent.

use super::device::Device;

/// One entry point and its joined source.
pub struct Kernel {
    /// Name of the entry point.
    pub name: &'static str,
    /// The WGSL files, in order.
    pub files: &'static [&'static str],
    /// Their joined text, with products in halves.
    pub source: &'static str,
}

macro_rules! kernels {
    ($($name:literal: $($file:literal)+;)+) => {
        /// Every kernel of the program.
        pub const KERNELS: &[Kernel] = &[$(Kernel {
            name: $name,
            files: &[$($file),+],
            source: concat!($(include_str!(concat!("../../shaders/", $file, ".wgsl")), "\n"),+),
        }),+];
    };
}

kernels! {
    "gate": "common/layout" "common/tables" "common/product" "common/rng" "highest" "gate";
    "quiet": "common/layout" "common/tables" "common/product" "common/rng" "part" "common/lottery"
             "rules/target" "rules/apply" "quiet";
    "month": "common/layout" "common/tables" "common/totals" "common/product" "common/rng" "part"
             "common/lottery" "highest" "flows" "rules/context" "rules/target" "rules/employment" "rules/papers"
             "rules/detention" "rules/remittance" "rules/mobility" "rules/unrest" "rules/apply" "month";
    "day": "common/layout" "common/tables" "common/totals" "common/product" "common/rng" "part"
           "common/lottery" "flows" "rules/context" "rules/target" "rules/settle" "rules/employment" "rules/papers"
           "rules/detention" "rules/deportation" "rules/remittance" "rules/mobility" "rules/unrest" "rules/apply" "day";
    "evening": "common/layout" "common/tables" "common/totals" "flows" "rules/evening" "evening";
    "census": "common/layout" "common/tables" "common/totals" "rules/census" "census";
    "digest": "common/layout" "common/tables" "common/product" "common/rng" "digest";
    "generator": "common/product" "common/rng" "philox";
    "generate": "common/product" "common/rng" "floors";
    "sparse": "common/product" "common/rng" "floors";
}

/// Products in halves of words, and with integers of 64 bits: the same numbers, and the second are faster.
const PRODUCTS: [&str; 2] =
    [include_str!("../../shaders/common/product.wgsl"), include_str!("../../shaders/common/product_wide.wgsl")];

/// A change made to the shader text before it is compiled: how tests prove that a wrong kernel is caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Text that must occur in at least one kernel.
    pub from: &'static str,
    /// What stands in its place.
    pub to: &'static str,
}

/// The joined source of a kernel, with integers of 64 bits or without, patched.
pub fn source(name: &str, wide: bool, patch: Option<&Patch>) -> String {
    let kernel = KERNELS.iter().find(|k| k.name == name).expect("a kernel of the table");
    let [halves, whole] = PRODUCTS;
    let text = kernel.source.replace(halves, if wide { whole } else { halves });
    patch.map_or_else(|| text.clone(), |patch| text.replace(patch.from, patch.to))
}

impl Device {
    /// Compiles a kernel; the bind group layout comes from the shader, and is as strict.
    pub(super) fn pipeline(
        &self,
        name: &str,
        constants: &[(&str, f64)],
        patch: Option<&Patch>,
    ) -> wgpu::ComputePipeline {
        let module = self.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(name),
            source: wgpu::ShaderSource::Wgsl(source(name, self.wide, patch).into()),
        });
        self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(name),
            layout: None,
            module: &module,
            entry_point: Some(name),
            compilation_options: wgpu::PipelineCompilationOptions { constants, ..Default::default() },
            cache: None,
        })
    }

    /// Binds buffers to a group, in the order of the WGSL declarations.
    pub(super) fn bind(
        &self,
        pipeline: &wgpu::ComputePipeline,
        group: u32,
        buffers: &[wgpu::BindingResource],
    ) -> wgpu::BindGroup {
        let entries: Vec<_> = (0..)
            .zip(buffers)
            .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource: resource.clone() })
            .collect();
        self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(group),
            entries: &entries,
        })
    }
}
