//! The environment that the program starts in.

/// Starts the program anew, as the same process, without a layer of Mesa that writes on standard error.
///
/// The layer chooses among Vulkan devices by asking a display. Where there is none (XDG_RUNTIME_DIR is not set) it
/// prints `error: XDG_RUNTIME_DIR is invalid` for each question, even where no device is wanted, and has nothing to
/// choose by. A process reads its variables at its start; to set one later is not safe.
#[cfg(target_os = "linux")]
pub fn settle() {
    use std::os::unix::process::CommandExt;
    const WITHOUT_LAYER: &str = "NODEVICE_SELECT";
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("XDG_RUNTIME_DIR") || set(WITHOUT_LAYER) || set("MESA_VK_DEVICE_SELECT") {
        return;
    }
    let mut arguments = std::env::args_os();
    if let (Ok(program), Some(name)) = (std::env::current_exe(), arguments.next()) {
        // Where it cannot be done, the lines of the layer are all that is lost.
        let _ = std::process::Command::new(program).arg0(name).args(arguments).env(WITHOUT_LAYER, "1").exec();
    }
}

/// Nothing is amiss on other systems.
#[cfg(not(target_os = "linux"))]
pub fn settle() {}
