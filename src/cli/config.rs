//! The configuration file.

use super::args::ColorChoice;
use super::seconds::Seconds;
use crate::library::ClusterLocation;
use anyhow::{Context, Result, bail};
use etcetera::BaseStrategy;
use serde::Deserialize;
use std::path::{Component, Path, PathBuf};

/// `dateline/config.toml` in the user's configuration folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    /// The folder of the archive; a relative path is resolved against the folder of the file.
    pub index: Option<PathBuf>,
    /// A file of certificates to trust when connecting to a cluster; resolved like `index`.
    pub ca_file: Option<PathBuf>,
    /// A file with the credentials for a cluster; resolved like `index`.
    pub cluster_credentials_file: Option<PathBuf>,
    /// Whether an unencrypted connection to a cluster on another machine is allowed.
    pub insecure_http: bool,
    /// When to use colour.
    pub color: Option<ColorSetting>,
    /// The default number of hits.
    pub limit: Option<usize>,
    /// The pager command; empty for none.
    pub pager: Option<String>,
    /// The time limit of a search in seconds; 0 for none.
    pub timeout: Option<Seconds>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ColorSetting {
    Auto,
    Always,
    Never,
}

impl From<ColorSetting> for ColorChoice {
    fn from(setting: ColorSetting) -> Self {
        match setting {
            ColorSetting::Auto => Self::Auto,
            ColorSetting::Always => Self::Always,
            ColorSetting::Never => Self::Never,
        }
    }
}

impl Config {
    /// Reads the given file, or the default one if it exists.
    pub(super) fn read(named: Option<&Path>) -> Result<Self> {
        let Some(path) = named.map(Path::to_owned).or_else(default_path) else {
            return Ok(Self::default());
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the configuration file {}", path.display()));
            }
        };
        let mut config: Self =
            toml::from_str(&text).with_context(|| format!("invalid configuration file {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for setting in [&mut config.index, &mut config.ca_file, &mut config.cluster_credentials_file] {
            let resolved =
                setting.take().filter(|place| !place.as_os_str().is_empty()).map(|place| resolve(place, folder));
            *setting =
                resolved.transpose().with_context(|| format!("invalid configuration file {}", path.display()))?;
        }
        Ok(config)
    }
}

/// Resolves a path of the configuration file; leaves the address of a cluster unchanged.
fn resolve(place: PathBuf, folder: &Path) -> Result<PathBuf> {
    if ClusterLocation::is_address(&place) { Ok(place) } else { Ok(folder.join(with_home(place)?)) }
}

/// Replaces a leading `~` by the home folder, which no shell does in a file, in the environment or after `--index=`.
///
/// # Errors
/// If the home folder is unknown, or another user's is meant: a folder named `~` is never intended.
pub(super) fn with_home(path: PathBuf) -> Result<PathBuf> {
    let Some(Component::Normal(first)) = path.components().next() else { return Ok(path) };
    if !first.as_encoded_bytes().starts_with(b"~") {
        return Ok(path);
    }
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(below_home), Ok(home)) => Ok(home.join(below_home)),
        _ => bail!("cannot expand ~ in {}: give the whole path", path.display()),
    }
}

/// Returns `dateline/config.toml` in `$XDG_CONFIG_HOME` or `~/.config`, on Windows in `%APPDATA%`.
fn default_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("dateline/config.toml"))
}
