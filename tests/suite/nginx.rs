//! Debian's nginx in front of a cluster, with TLS and passwords, as people secure clusters.

use crate::support::say_skipped;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The user with access through nginx, and the password.
pub const USER: &str = "reader";
pub const PASSWORD: &str = "hunter2 é";

/// A running nginx; it ends with the test.
pub struct Nginx {
    folder: TempDir,
    port: u16,
    process: Child,
}

impl Nginx {
    /// Starts nginx in front of an address such as `http://127.0.0.1:9201`; `None` without nginx or openssl, after a `SKIPPED` line.
    pub fn before(upstream: &str) -> Option<Self> {
        let Some(program) = program() else {
            assert!(std::env::var_os("CI").is_none(), "nginx is required in CI: scripts/install-test-needs");
            say_skipped("nginx is not installed (scripts/install-test-needs)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        make_certificates(folder.path())?;
        fs::write(folder.path().join("users"), format!("{USER}:{{PLAIN}}{PASSWORD}\n")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::write(folder.path().join("nginx.conf"), configuration(port, upstream)).unwrap();
        let mut command = Command::new(program);
        command.arg("-p").arg(folder.path()).args(["-e", "error.log", "-c", "nginx.conf"]);
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let nginx = Self { folder, port, process };
        nginx.wait();
        Some(nginx)
    }

    fn wait(&self) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let log = || fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default();
            assert!(start.elapsed() < Duration::from_secs(10), "nginx does not start: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns the address, with the host name in the certificate.
    pub fn address(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// Returns the certificate file of the authority.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // One process without workers, so this ends all of it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns nginx as unpacked by `scripts/install-test-needs`, or the installed one.
fn program() -> Option<PathBuf> {
    let unpacked = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-needs/nginx/usr/sbin/nginx");
    let runs = |program: &PathBuf| Command::new(program).arg("-v").output().is_ok_and(|output| output.status.success());
    [unpacked, "nginx".into(), "/usr/sbin/nginx".into()].into_iter().find(runs)
}

/// Makes an authority, and the certificate of a server that it has signed.
fn make_certificates(folder: &Path) -> Option<()> {
    let line = "set -e
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=Test authority'
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj '/CN=server'
printf 'subjectAltName=IP:127.0.0.1\\nbasicConstraints=CA:FALSE\\n' > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.pem";
    let made = Command::new("sh").args(["-c", line]).current_dir(folder).output().unwrap();
    if !made.status.success() {
        say_skipped(&format!("openssl makes no certificates: {}", String::from_utf8_lossy(&made.stderr)));
        return None;
    }
    Some(())
}

fn configuration(port: u16, upstream: &str) -> String {
    format!(
        "daemon off; master_process off; pid nginx.pid;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    client_max_body_size 8m;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate server.pem;
        ssl_certificate_key server.key;
        location / {{
            auth_basic cluster;
            auth_basic_user_file users;
            proxy_set_header Authorization '';
            proxy_pass {upstream};
        }}
    }}
}}
"
    )
}
