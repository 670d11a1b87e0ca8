//! The configuration file: what a person always wants.

use super::args::ColorChoice;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// `dateline/config.toml` in the user's configuration folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    /// The folder of the index; if it is not absolute, seen from the folder of the file.
    pub index: Option<PathBuf>,
    /// When to use colour.
    pub color: Option<ColorSetting>,
    /// How many hits to show.
    pub limit: Option<usize>,
    /// The command to show long output with; empty for none.
    pub pager: Option<String>,
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
    /// Reads the file named, or the usual one if that is there.
    pub(super) fn read(named: Option<&Path>) -> Result<Self> {
        let Some(path) = named.map(Path::to_owned).or_else(usual_path) else {
            return Ok(Self::default());
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the configuration {}", path.display()));
            }
        };
        let mut config: Self = toml::from_str(&text)
            .with_context(|| format!("the configuration {} cannot be understood", path.display()))?;
        if let (Some(index), Some(folder)) = (&config.index, path.parent()) {
            config.index = Some(folder.join(index));
        }
        Ok(config)
    }
}

fn usual_path() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = folder.or_else(|| std::env::home_dir().map(|home| home.join(".config")))?;
    Some(folder.join("dateline/config.toml"))
}
