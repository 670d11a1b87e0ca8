//! A proxy that corrupts one response of a cluster.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The fault of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The request does not arrive, and the proxy reports that the cluster is overloaded.
    Busy,
    /// The connection ends before the response.
    Cut,
    /// The connection ends in the middle of the response.
    Half,
    /// The response is empty JSON.
    Empty,
    /// The response to a search has neither hits nor counts.
    Hollow,
}

/// The running proxy.
pub(super) struct FaultyProxy {
    pub(super) address: String,
    requests: Arc<AtomicUsize>,
    /// The number of the request to corrupt, from 0.
    fault: Arc<Mutex<Option<(usize, Fault)>>>,
}

impl FaultyProxy {
    pub(super) fn before(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let proxy = Self { address, requests: Arc::default(), fault: Arc::default() };
        let (requests, fault, upstream) = (Arc::clone(&proxy.requests), Arc::clone(&proxy.fault), upstream.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (requests, fault, upstream) = (Arc::clone(&requests), Arc::clone(&fault), upstream.clone());
                std::thread::spawn(move || {
                    let number = requests.fetch_add(1, Ordering::SeqCst);
                    let fault = *fault.lock().unwrap();
                    let fault = fault.filter(|(spoiled, _)| *spoiled == number).map(|(_, fault)| fault);
                    // The client may have gone.
                    let _ = serve(stream, &upstream, fault);
                });
            }
        });
        proxy
    }

    /// Sets the request to corrupt, counted from now, and returns the number of requests before.
    pub(super) fn spoil(&self, fault: Option<(usize, Fault)>) -> usize {
        *self.fault.lock().unwrap() = fault;
        self.requests.swap(0, Ordering::SeqCst)
    }
}

/// Forwards one request, and returns its response.
fn serve(stream: TcpStream, upstream: &str, fault: Option<Fault>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        // Uncompressed responses can be cut in the middle.
        if !line.starts_with("accept-encoding") {
            head.push(line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut stream = stream;
    if fault == Some(Fault::Busy) {
        let answer = "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
        return stream.write_all(answer.as_bytes());
    }
    let mut cluster = TcpStream::connect(upstream.trim_start_matches("http://"))?;
    cluster.write_all((head.concat() + "connection: close\r\n\r\n").as_bytes())?;
    cluster.write_all(&body)?;
    let mut answer = Vec::new();
    cluster.read_to_end(&mut answer)?;
    match fault {
        Some(Fault::Cut) => Ok(()),
        Some(Fault::Half) => stream.write_all(&answer[..answer.len() - answer.len().min(3)]),
        Some(Fault::Empty) => stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"),
        Some(Fault::Hollow) => {
            let hollow = r#"{"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0}}"#;
            let length = hollow.len();
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all((head + hollow).as_bytes())
        }
        _ => stream.write_all(&answer),
    }
}
