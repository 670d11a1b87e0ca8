//! The credentials for a cluster: from the environment or a file, never from the command line, where other users of the machine could see them.

use crate::library::Credentials;
use serde::Deserialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The environment variables.
const USER: &str = "DATELINE_CLUSTER_USER";
const PASSWORD: &str = "DATELINE_CLUSTER_PASSWORD";
const API_KEY: &str = "DATELINE_CLUSTER_API_KEY";
const TOKEN: &str = "DATELINE_CLUSTER_TOKEN";

/// The reason why credentials cannot be used. Messages never reveal them.
#[derive(Debug, thiserror::Error)]
pub(super) enum CredentialsError {
    #[error("{0} is not text")]
    NotText(&'static str),
    #[error("{0} names a user without a password, or a password without a user")]
    Incomplete(String),
    #[error("{0} names more than one way to sign in")]
    Several(String),
    #[error("cannot read the credentials in {}", .file.display())]
    Unreadable {
        file: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("others may read the credentials in {}", .0.display())]
    ReadByOthers(PathBuf),
    #[error("the credentials in {} cannot be parsed: line {line} is not as expected", .file.display())]
    Invalid { file: PathBuf, line: usize },
}

/// The sign-in settings.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    user: Option<String>,
    password: Option<String>,
    api_key: Option<String>,
    token: Option<String>,
}

/// Returns the credentials in the environment, or else those in the file that the configuration names.
pub(super) fn find(file: Option<&Path>) -> Result<Credentials, CredentialsError> {
    let settings = Settings {
        user: variable(USER)?,
        password: variable(PASSWORD)?,
        api_key: variable(API_KEY)?,
        token: variable(TOKEN)?,
    };
    match (settings.credentials("the environment")?, file) {
        (Credentials::None, Some(file)) => read(file)?.credentials(&file.display().to_string()),
        (credentials, _) => Ok(credentials),
    }
}

/// Returns an environment variable; an empty one counts as unset.
fn variable(name: &'static str) -> Result<Option<String>, CredentialsError> {
    let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    value.into_string().map(Some).map_err(|_| CredentialsError::NotText(name))
}

fn read(path: &Path) -> Result<Settings, CredentialsError> {
    let unreadable = |source| CredentialsError::Unreadable { file: path.to_owned(), source };
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    // Checks the open file, so that it cannot be replaced in the meantime.
    if may_others_read(&file.metadata().map_err(unreadable)?) {
        return Err(CredentialsError::ReadByOthers(path.to_owned()));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(unreadable)?;
    toml::from_str(&text).map_err(|error| {
        // The message of the parser would quote the line.
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        CredentialsError::Invalid { file: path.to_owned(), line: before.lines().count().max(1) }
    })
}

#[cfg(unix)]
fn may_others_read(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

/// Returns `false`: on other systems the home folder of a user is private.
#[cfg(not(unix))]
fn may_others_read(_metadata: &std::fs::Metadata) -> bool {
    false
}

impl Settings {
    fn credentials(self, origin: &str) -> Result<Credentials, CredentialsError> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let basic = match (given(self.user), given(self.password)) {
            (Some(user), Some(password)) => Some(Credentials::Basic { user, password }),
            (None, None) => None,
            _ => return Err(CredentialsError::Incomplete(origin.to_owned())),
        };
        let key = given(self.api_key).map(Credentials::ApiKey);
        let token = given(self.token).map(Credentials::Bearer);
        let mut ways = [basic, key, token].into_iter().flatten();
        match (ways.next(), ways.next()) {
            (Some(_), Some(_)) => Err(CredentialsError::Several(origin.to_owned())),
            (way, _) => Ok(way.unwrap_or_default()),
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn find_in(text: &str, mode: u32) -> Result<Credentials, CredentialsError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cluster.toml");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        read(&path)?.credentials("the file")
    }

    #[test]
    fn a_file_has_one_way_to_sign_in() {
        let basic = Credentials::Basic { user: "reader".to_owned(), password: "secret".to_owned() };
        for (text, wanted) in [
            ("user = \"reader\"\npassword = \"secret\"", basic),
            ("api_key = \"secret\"", Credentials::ApiKey("secret".to_owned())),
            ("token = \"secret\"\nuser = \"\"", Credentials::Bearer("secret".to_owned())),
            ("", Credentials::None),
        ] {
            assert!(find_in(text, 0o600).unwrap() == wanted, "{text}");
        }
        for text in [
            "user = \"reader\"",
            "password = \"secret\"",
            "token = \"secret\"\napi_key = \"secret\"",
            "\n\nsecret",
            "secret = 1",
            "token = [\"secret\"]",
            "token = \"secret",
        ] {
            let error = find_in(text, 0o600).err().unwrap();
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
        assert!(matches!(find_in("\n\nsecret", 0o600), Err(CredentialsError::Invalid { line: 3, .. })));
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        for mode in [0o640, 0o604, 0o644, 0o660, 0o610] {
            assert!(matches!(find_in("token = \"a\"", mode), Err(CredentialsError::ReadByOthers(_))), "{mode:o}");
        }
        for mode in [0o600, 0o400] {
            assert!(find_in("token = \"a\"", mode).is_ok(), "{mode:o}");
        }
    }
}
