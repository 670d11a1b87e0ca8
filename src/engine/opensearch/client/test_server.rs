//! A test server that gives scripted, often broken replies.

use super::access::ClusterAccess;
use super::limits::Limits;
use super::location::ClusterLocation;
use super::transport::Client;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Limits short enough for tests.
pub(super) const LIMITS: Limits = Limits {
    connecting: Duration::from_millis(500),
    answering: Duration::from_millis(300),
    repeating: Duration::from_millis(500),
    answer_bytes: 64 << 10,
};

/// The reply of a server to one request.
pub(in crate::engine::opensearch) enum Reply {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes one by one, slowly.
    Drip(Vec<u8>),
    /// Sends nothing.
    Silence,
}

impl Reply {
    /// Returns a reply with a status line such as `200 OK`, more headers, and a body.
    pub(in crate::engine::opensearch) fn of(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Bytes(
            format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
                .into_bytes(),
        )
    }

    pub(in crate::engine::opensearch) fn ok() -> Self {
        Self::of("200 OK", "", "{\"ok\":true}")
    }
}

/// A server with one reply per request; the last one is repeated.
pub(in crate::engine::opensearch) struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(in crate::engine::opensearch) fn new(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                seen.lock().unwrap().push(request(&mut stream));
                let reply = replies.get(number).or(replies.last()).unwrap();
                // The client may have disconnected.
                let _ = answer(&mut stream, reply);
            }
        });
        Self { address, requests }
    }

    /// Returns the requests so far, each with its headers and body.
    pub(in crate::engine::opensearch) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(in crate::engine::opensearch) fn client(&self) -> Client {
        client(&[&self.address], &ClusterAccess::default())
    }
}

pub(super) fn client(addresses: &[&str], access: &ClusterAccess) -> Client {
    let addresses = addresses.iter().map(|&address| address.to_owned()).collect();
    let location = ClusterLocation { addresses, index: "news".to_owned() };
    Client::with_limits(&location, access, LIMITS).unwrap()
}

/// Starts a server that keeps its connections open, and returns its address and their number.
pub(super) fn lasting_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let connections: Arc<AtomicUsize> = Arc::default();
    let counted = Arc::clone(&connections);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::Relaxed);
            thread::spawn(move || {
                let ok = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
                while !request(&mut stream).is_empty() && stream.write_all(ok).is_ok() {}
            });
        }
    });
    (address, connections)
}

/// The first byte of a TLS connection.
const TLS_HELLO: &[u8] = &[0x16];

/// Reads a request: its headers, and the body of the announced length.
fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if bytes.starts_with(TLS_HELLO) {
            return text;
        }
        if let Some((headers, body)) = text.split_once("\r\n\r\n") {
            let length = headers.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut buffer) {
            Ok(length @ 1..) => bytes.extend_from_slice(buffer.get(..length).unwrap()),
            _ => return text,
        }
    }
}

fn answer(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    match reply {
        Reply::Bytes(bytes) => stream.write_all(bytes),
        Reply::Drip(bytes) => {
            for byte in bytes {
                stream.write_all(&[*byte])?;
                thread::sleep(Duration::from_millis(20));
            }
            Ok(())
        }
        Reply::Silence => {
            thread::sleep(2 * LIMITS.answering);
            Ok(())
        }
    }
}
