//! Without a device: every kernel parses, validates, translates to the three backends, and agrees with the Rust twins.

use musofir::common::layout::CONSTANTS;
use musofir::common::tables::{Day, DayState, Rates, WorldTables};
use musofir::common::totals;
use musofir::gpu::{KERNELS, Kernel, source};
use naga::valid::{Capabilities, ModuleInfo, ValidationFlags, Validator};
use naga::{AddressSpace, Expression, Literal, Module, TypeInner};

fn parse(kernel: &Kernel) -> Module {
    read(kernel, false)
}

/// A kernel with integers of 64 bits or without.
fn read(kernel: &Kernel, wide: bool) -> Module {
    let text = source(kernel.name, wide, None);
    naga::front::wgsl::parse_str(&text)
        .unwrap_or_else(|e| panic!("{} ({:?}): {}", kernel.name, kernel.files, e.emit_to_string(&text)))
}

fn validate(module: &Module, capabilities: Capabilities) -> ModuleInfo {
    Validator::new(ValidationFlags::all(), capabilities).validate(module).unwrap()
}

#[test]
fn kernels_need_no_optional_feature_and_are_named_like_their_entry_point() {
    for kernel in KERNELS {
        let module = parse(kernel);
        validate(&module, Capabilities::empty());
        let entries: Vec<_> = module.entry_points.iter().map(|e| e.name.as_str()).collect();
        assert!(entries.contains(&kernel.name), "{entries:?}");
    }
}

#[test]
fn kernels_translate_to_vulkan_metal_and_direct3d() {
    // With every switch on and off: the day is compiled twice. With integers of 64 bits and without.
    for (kernel, on, wide) in
        KERNELS.iter().flat_map(|k| [(k, 0.0, false), (k, 1.0, false), (k, 0.0, true), (k, 1.0, true)])
    {
        let module = read(kernel, wide);
        let capabilities = if wide { Capabilities::SHADER_INT64 } else { Capabilities::empty() };
        let info = validate(&module, capabilities);
        let value = |name: &str| match name {
            "WORKGROUP" => 64.0,
            "EACH" => 32.0,
            _ => on,
        };
        let names = module.overrides.iter().filter_map(|(_, o)| o.name.clone());
        let constants = names.map(|name| (name.clone(), value(&name))).collect();
        let (module, info) =
            naga::back::pipeline_constants::process_overrides(&module, &info, None, &constants).unwrap();
        naga::back::spv::write_vec(&module, &info, &naga::back::spv::Options::default(), None).unwrap();
        let lang_version = if wide { (2, 3) } else { (2, 0) };
        let options = naga::back::msl::Options { lang_version, fake_missing_bindings: true, ..Default::default() };
        naga::back::msl::write_string(&module, &info, &options, &naga::back::msl::PipelineOptions::default()).unwrap();
        let shader_model = if wide { naga::back::hlsl::ShaderModel::V6_0 } else { naga::back::hlsl::ShaderModel::V5_1 };
        let options = naga::back::hlsl::Options { shader_model, fake_missing_bindings: true, ..Default::default() };
        let mut text = String::new();
        let pipeline = naga::back::hlsl::PipelineOptions::default();
        naga::back::hlsl::Writer::new(&mut text, &options, &pipeline).write(&module, &info, None).unwrap();
        assert!(!text.is_empty());
    }
}

#[test]
fn integers_of_64_bits_are_where_they_are_asked_for_and_nowhere_else() {
    for kernel in KERNELS {
        let multiplies = kernel.files.contains(&"common/product");
        assert_eq!(source(kernel.name, true, None).contains("u64("), multiplies, "{}", kernel.name);
        assert!(!source(kernel.name, false, None).contains("u64"), "{}", kernel.name);
    }
}

#[test]
fn every_binding_is_used_and_they_count_from_zero_within_the_default_limits() {
    for kernel in KERNELS {
        let module = parse(kernel);
        let info = validate(&module, Capabilities::empty());
        let mut groups = [Vec::new(), Vec::new()];
        let mut storage = 0;
        for (handle, var) in module.global_variables.iter() {
            if let Some(binding) = &var.binding {
                assert!(!info.get_entry_point(0)[handle].is_empty(), "{}: {:?} is not used", kernel.name, var.name);
                groups[binding.group as usize].push(binding.binding);
                storage += u32::from(matches!(var.space, AddressSpace::Storage { .. }));
            }
        }
        for mut bindings in groups {
            bindings.sort_unstable();
            assert_eq!(bindings, (0..bindings.len() as u32).collect::<Vec<_>>(), "{}", kernel.name);
        }
        assert!(storage <= 8, "{}: {storage} storage buffers, the default limit is 8", kernel.name);
    }
}

#[test]
fn shared_constants_are_equal_on_both_sides() {
    let module = parse(KERNELS.iter().find(|k| k.name == "day").unwrap());
    let in_wgsl = |name: &str| {
        let (_, c) = module
            .constants
            .iter()
            .find(|(_, c)| c.name.as_deref() == Some(name))
            .unwrap_or_else(|| panic!("{name}: not in the WGSL"));
        match module.global_expressions[c.init] {
            Expression::Literal(Literal::U32(v)) => v,
            ref other => panic!("{name}: {other:?}"),
        }
    };
    for (name, value) in CONSTANTS.iter().chain(totals::CONSTANTS) {
        assert_eq!(in_wgsl(name), *value, "{name}");
    }
    let named = module.constants.iter().filter(|(_, c)| c.name.is_some()).count();
    assert_eq!(named, CONSTANTS.len() + totals::CONSTANTS.len(), "a constant of the WGSL has no twin");
}

#[test]
fn shared_tables_have_the_same_fields_at_the_same_offsets() {
    let module = parse(KERNELS.iter().find(|k| k.name == "day").unwrap());
    type Table = (&'static str, usize, &'static [(&'static str, usize)]);
    let tables: [Table; 4] = [
        ("WorldTables", size_of::<WorldTables>(), WorldTables::FIELDS),
        ("Rates", size_of::<Rates>(), Rates::FIELDS),
        ("Day", size_of::<Day>(), Day::FIELDS),
        ("DayState", size_of::<DayState>(), DayState::FIELDS),
    ];
    for (name, size, fields) in tables {
        let (_, ty) = module.types.iter().find(|(_, t)| t.name.as_deref() == Some(name)).unwrap();
        let TypeInner::Struct { members, span } = &ty.inner else { panic!("{name} is no struct") };
        let found: Vec<_> = members.iter().map(|m| (m.name.as_deref().unwrap(), m.offset as usize)).collect();
        assert_eq!(found, fields, "{name}");
        assert_eq!(*span as usize, size, "{name}");
    }
}
