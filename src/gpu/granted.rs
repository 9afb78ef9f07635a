//! Which adapters a batch system has granted. Vulkan shows every card that a process may open, whatever
//! CUDA_VISIBLE_DEVICES says, and in an order of its own; batch systems count cards of a vendor by their place on the
//! PCI bus, and so does this file.

use super::AdapterFacts;
use std::collections::BTreeSet;

/// Vendors on the PCI bus.
const NVIDIA: u32 = 0x10de;
const AMD: u32 = 0x1002;

/// What was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The variable that says so, with its value.
    pub by: String,
    /// Numbers of the adapters, as in [`AdapterFacts::index`].
    pub adapters: Vec<usize>,
}

/// The variables that grant cards, in the order in which they are asked, and the vendor whose cards they count.
fn vendor(variable: &str) -> Option<(usize, Option<u32>)> {
    match variable {
        "CUDA_VISIBLE_DEVICES" => Some((0, Some(NVIDIA))),
        "SLURM_JOB_GPUS" => Some((2, None)),
        _ => variable.strip_prefix("HQ_RESOURCE_VALUES_gpus_").map(|kind| match kind {
            "nvidia" => (1, Some(NVIDIA)),
            "amd" => (1, Some(AMD)),
            _ => (1, None),
        }),
    }
}

/// Whether any variable grants cards. An empty one says nothing: Slurm leaves it so after a requeue.
pub fn says(variables: impl Iterator<Item = (String, String)>) -> Option<(String, String)> {
    let said = variables.filter(|(_, value)| !value.trim().is_empty());
    said.filter_map(|(name, value)| Some((vendor(&name)?.0, name, value))).min().map(|(_, name, value)| (name, value))
}

/// The adapters that a variable's value grants. None if there is no GPU to grant.
pub fn granted(known: &[AdapterFacts], (name, value): &(String, String)) -> Result<Option<Granted>, String> {
    let by = format!("{name}={value}");
    let cards = cards(known, vendor(name).and_then(|(_, vendor)| vendor));
    if cards.is_empty() {
        return Ok(None);
    }
    let Some(places) = places(value) else {
        return Err(format!(
            "{by} names cards in a way that cannot be resolved from here; name one with --adapter pci:DOMAIN:BUS:DEVICE.FUNCTION"
        ));
    };
    if places.is_empty() {
        return Err(format!("{by} grants no GPU"));
    }
    // Where no others can be seen, whatever can be seen was granted, under whatever numbers.
    let order: Vec<usize> = places.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let of = |place: &usize| match cards.len() <= order.len() {
        true => cards.get(order.binary_search(place).expect("of the same places")).copied(),
        false => cards.get(*place).copied(),
    };
    let adapters: Vec<usize> = places.iter().filter_map(of).collect();
    if adapters.len() < places.len().min(cards.len()) {
        let count = cards.len();
        return Err(format!(
            "{by}, but this machine shows {count} such GPUs, 0 to {}; see `musofir devices`",
            count - 1
        ));
    }
    Ok(Some(Granted { by, adapters }))
}

/// All GPUs, each once, by their place on the PCI bus.
pub fn cards(known: &[AdapterFacts], vendor: Option<u32>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let once = |f: &&AdapterFacts| f.pci().is_empty() || seen.insert(f.pci().to_owned());
    let hardware: Vec<&AdapterFacts> = known.iter().filter(|f| f.usable && f.is_hardware()).filter(once).collect();
    let of_vendor = narrowed(hardware, |f| vendor.is_none_or(|v| f.info.vendor & 0xffff == v));
    let mut cards = narrowed(of_vendor, |f| f.info.device_type == wgpu::DeviceType::DiscreteGpu);
    cards.sort_by_key(|f| (bus(f.pci()), f.index));
    cards.iter().map(|f| f.index).collect()
}

/// Those of a kind, or all where there are none.
fn narrowed(all: Vec<&AdapterFacts>, kind: impl Fn(&AdapterFacts) -> bool) -> Vec<&AdapterFacts> {
    match all.iter().any(|f| kind(f)) {
        true => all.into_iter().filter(|f| kind(f)).collect(),
        false => all,
    }
}

/// Domain, bus, device and function of `0000:3b:00.0`, `3B:00.0` or `00000000:3B:00.0`.
pub fn bus(text: &str) -> Option<[u32; 4]> {
    let (rest, function) = text.trim().rsplit_once('.')?;
    let mut parts = rest.rsplit(':').map(|part| u32::from_str_radix(part, 16).ok());
    let (device, bus) = (parts.next()??, parts.next()??);
    let domain = parts.next().unwrap_or(Some(0))?;
    parts.next().is_none().then_some([domain, bus, device, u32::from_str_radix(function, 16).ok()?])
}

/// Places such as `1`, `0,3` or `0-2,5`; none for what is no number. CUDA takes -1 and NoDevFiles for no card.
fn places(value: &str) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if ["-1", "NoDevFiles", "none"].contains(&part) {
            break;
        }
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        places.extend(first.parse::<usize>().ok()?..=last.parse::<usize>().ok().filter(|n| *n < 1024)?);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wgpu::DeviceType;

    fn adapter(index: usize, vendor: u32, device_type: DeviceType, pci: &str) -> AdapterFacts {
        let info = wgpu::AdapterInfo {
            name: format!("card {pci}"),
            vendor,
            device_pci_bus_id: pci.to_owned(),
            ..wgpu::AdapterInfo::new(device_type, wgpu::Backend::Vulkan)
        };
        AdapterFacts { index, info, largest_buffer: 1 << 30, usable: true }
    }

    /// A software driver, cards in another order than on the bus, one of another vendor, one on the board.
    fn node() -> Vec<AdapterFacts> {
        vec![
            adapter(0, 0x10005, DeviceType::Cpu, ""),
            adapter(1, NVIDIA, DeviceType::DiscreteGpu, "0000:af:00.0"),
            adapter(2, NVIDIA, DeviceType::DiscreteGpu, "0000:3b:00.0"),
            adapter(3, 0x8086, DeviceType::IntegratedGpu, "0000:00:02.0"),
            adapter(4, AMD, DeviceType::DiscreteGpu, "0000:18:00.0"),
            adapter(5, NVIDIA, DeviceType::DiscreteGpu, "0001:3b:00.0"),
        ]
    }

    fn of(known: &[AdapterFacts], set: &[(&str, &str)]) -> Result<Option<Vec<usize>>, String> {
        let variables = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        says(variables).map_or(Ok(None), |said| Ok(granted(known, &said)?.map(|g| g.adapters)))
    }

    #[test]
    fn a_card_is_counted_among_its_vendors_by_its_place_on_the_bus() {
        let node = node();
        for (place, index) in [("0", 2), ("1", 1), ("2", 5)] {
            assert_eq!(of(&node, &[("CUDA_VISIBLE_DEVICES", place)]), Ok(Some(vec![index])));
            assert_eq!(of(&node, &[("HQ_RESOURCE_VALUES_gpus_nvidia", place)]), Ok(Some(vec![index])));
        }
        assert_eq!(of(&node, &[("HQ_RESOURCE_VALUES_gpus_amd", "0")]), Ok(Some(vec![4])));
        // Slurm counts all cards of its configuration.
        assert_eq!(of(&node, &[("SLURM_JOB_GPUS", "0,2-3")]), Ok(Some(vec![4, 1, 5])));
        let both = [("SLURM_JOB_GPUS", "3"), ("CUDA_VISIBLE_DEVICES", "1")];
        assert_eq!(of(&node, &both), Ok(Some(vec![1])));
    }

    #[test]
    fn an_empty_variable_says_nothing_and_one_that_cannot_be_followed_is_an_error() {
        let node = node();
        assert_eq!(of(&node, &[]), Ok(None));
        assert_eq!(of(&node, &[("CUDA_VISIBLE_DEVICES", ""), ("SLURM_JOB_GPUS", " ")]), Ok(None));
        assert_eq!(of(&node, &[("CUDA_VISIBLE_DEVICES", ""), ("SLURM_JOB_GPUS", "1")]), Ok(Some(vec![2])));
        assert!(of(&node, &[("CUDA_VISIBLE_DEVICES", "7")]).unwrap_err().contains("3 such GPUs, 0 to 2"));
        assert!(of(&node, &[("CUDA_VISIBLE_DEVICES", "GPU-8932f937")]).unwrap_err().contains("--adapter pci:"));
        for none in ["-1", "NoDevFiles"] {
            assert!(of(&node, &[("CUDA_VISIBLE_DEVICES", none)]).unwrap_err().contains("grants no GPU"));
        }
        assert_eq!(of(&node[..1], &[("CUDA_VISIBLE_DEVICES", "0")]), Ok(None), "a software driver is nobody's grant");
    }

    #[test]
    fn where_only_what_was_granted_can_be_seen_its_number_does_not_matter() {
        let node = node();
        assert_eq!(of(&node[1..2], &[("SLURM_JOB_GPUS", "3")]), Ok(Some(vec![1])));
        assert_eq!(of(&node[1..3], &[("CUDA_VISIBLE_DEVICES", "5,7")]), Ok(Some(vec![2, 1])));
        assert_eq!(of(&node[1..3], &[("CUDA_VISIBLE_DEVICES", "1,0")]), Ok(Some(vec![1, 2])));
        // One of two drivers of the same card.
        let twice = [node[1].clone(), AdapterFacts { index: 9, ..node[1].clone() }];
        assert_eq!(cards(&twice, None), [1]);
    }

    #[test]
    fn a_bus_address_is_read_in_every_form_in_which_tools_print_it() {
        for text in ["0000:3b:00.0", "3B:00.0", "00000000:3B:00.0"] {
            assert_eq!(bus(text), Some([0, 0x3b, 0, 0]), "{text}");
        }
        for text in ["", "3b", "0000:3b:00", "1:2:3:4.0", "x:00.0"] {
            assert_eq!(bus(text), None, "{text}");
        }
    }
}
