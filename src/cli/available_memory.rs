//! The memory that the process may use: that of the machine, or less if a container or a service manager limits it.
//!
//! On Linux a limit belongs to a control group, and applies to all groups below it (`cgroups(7)`). `/proc/self/cgroup` names the group of the process, but
//! not where it is mounted, and inside a container the mounted folder is often the group itself. So the limits are looked up in the folder of the group
//! and in every folder above it, up to the mount point.

use std::fs;
use std::path::{Path, PathBuf};

/// The mount point of control groups.
const MOUNT: &str = "/sys/fs/cgroup";

/// Returns the memory that the process may use, in bytes, or `None` if it is unknown.
pub(super) fn available_memory() -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    machine_memory().into_iter().chain(group_limit(&groups, Path::new(MOUNT))).min()
}

/// Returns the memory of the machine in bytes, or `None` if it is unknown.
fn machine_memory() -> Option<u64> {
    let mut system = sysinfo::System::new();
    system.refresh_memory_specifics(sysinfo::MemoryRefreshKind::nothing().with_ram());
    Some(system.total_memory()).filter(|bytes| *bytes > 0)
}

/// Returns the lowest memory limit of the control groups listed in the format of `/proc/self/cgroup`. Version 1 reports an unset limit as a number larger
/// than any memory.
fn group_limit(groups: &str, mount: &Path) -> Option<u64> {
    let limits = groups.lines().filter_map(|line| {
        let (controllers, group) = line.split_once(':')?.1.split_once(':')?;
        let (root, file) = match controllers {
            "" => (mount.to_owned(), "memory.max"),
            _ if controllers.split(',').any(|controller| controller == "memory") => {
                (mount.join("memory"), "memory.limit_in_bytes")
            }
            _ => return None,
        };
        lowest_limit(&root, group, file)
    });
    limits.min()
}

/// Returns the lowest number in the files called `file` in the folder of a group and the folders above it, up to `root`.
fn lowest_limit(root: &Path, group: &str, file: &str) -> Option<u64> {
    // A group outside the container, shown as `/../name`, is not visible here.
    let parts = group.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    let folder: PathBuf = std::iter::once(root.as_os_str()).chain(parts.map(AsRef::as_ref)).collect();
    let folders = folder.ancestors().take_while(|folder| folder.starts_with(root));
    // A file without a limit contains `max`.
    folders.filter_map(|folder| fs::read_to_string(folder.join(file)).ok()?.trim().parse().ok()).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the limit of a process in these groups, given the files of limits by path.
    fn limit(groups: &str, files: &[(&str, &str)]) -> Option<u64> {
        let mount = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = mount.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        group_limit(groups, mount.path())
    }

    #[test]
    fn the_lowest_limit_of_a_group_and_the_groups_above_it_counts() {
        let nested = [
            ("memory.max", "max\n"),
            ("a/memory.max", "3000\n"),
            ("a/b/memory.max", "9000\n"),
            ("x/memory.max", "5\n"),
        ];
        assert_eq!(limit("0::/a/b\n", &nested), Some(3000));
        assert_eq!(limit("0::/a\n", &nested), Some(3000));
        assert_eq!(limit("0::/\n", &nested), None);
        // In a container the group is often mounted as the root.
        assert_eq!(limit("0::/system.slice/docker-1.scope\n", &[("memory.max", "7000\n")]), Some(7000));
        assert_eq!(limit("0::/../../x\n", &nested), Some(5));
    }

    #[test]
    fn version_1_has_groups_of_its_own_for_memory() {
        let files =
            [("memory/a/memory.limit_in_bytes", "4000\n"), ("memory/memory.limit_in_bytes", "9223372036854771712\n")];
        assert_eq!(limit("4:cpu,cpuacct:/x\n3:memory:/a/b\n1:name=systemd:/a\n", &files), Some(4000));
        assert_eq!(limit("3:hugetlb,memory:/other\n", &files), Some(9_223_372_036_854_771_712));
        assert_eq!(limit("3:cpu:/a\n", &files), None);
    }

    #[test]
    fn text_in_another_format_gives_no_limit() {
        for groups in ["", "\n", "memory", "0::", "3:memory", "3:memory:/\u{0}"] {
            assert_eq!(limit(groups, &[("memory/memory.limit_in_bytes", "many")]), None, "{groups:?}");
        }
    }

    #[test]
    fn this_machine_has_memory() {
        assert!(available_memory().is_some_and(|bytes| bytes > 1 << 20));
    }
}
