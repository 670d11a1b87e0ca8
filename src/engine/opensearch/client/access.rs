//! How to sign in to a cluster, and which connections are allowed.

use std::fmt;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

/// Credentials, which no message shows.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Credentials {
    /// None.
    #[default]
    None,
    /// A user name and a password.
    Basic {
        /// The user name.
        user: String,
        /// The password.
        password: String,
    },
    /// An API key.
    ApiKey(String),
    /// A bearer token.
    Bearer(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Basic { .. } => "Basic(…)",
            Self::ApiKey(_) => "ApiKey(…)",
            Self::Bearer(_) => "Bearer(…)",
        })
    }
}

/// How this process connects to clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClusterAccess {
    /// The credentials, sent only to the addresses of the archive.
    pub credentials: Credentials,
    /// A PEM file with the certificate authorities to trust; `None` for the well-known ones.
    pub ca_file: Option<PathBuf>,
    /// Whether plain http is allowed to hosts other than this one.
    pub insecure_http: bool,
}

static ACCESS: RwLock<Option<ClusterAccess>> = RwLock::new(None);

impl ClusterAccess {
    /// Sets how this process connects to clusters from now on. The setting is global because an archive that is opened by its folder names its cluster itself.
    pub fn set(self) {
        *ACCESS.write().unwrap_or_else(PoisonError::into_inner) = Some(self);
    }

    /// Returns how this process connects to clusters.
    pub(super) fn current() -> Self {
        ACCESS.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }
}
