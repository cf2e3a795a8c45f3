//! One request over a connection of its own, from an address of loopback that can be chosen.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Whoever waits for longer is kept from being served.
const PATIENCE: Duration = Duration::from_secs(45);

/// Most bytes that are looked at of an answer.
const MOST: u64 = 4 << 20;

/// An answer: its status, 0 where none came, and its text.
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    /// Whether a browser would take it for a page.
    pub fn is_page(&self) -> bool {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        head.contains("content-type: text/html") || !head.contains("x-content-type-options: nosniff")
    }

    /// Whether it is a good answer or an honest refusal.
    pub fn is_honest(&self) -> bool {
        matches!(self.status, 200..=499)
    }
}

/// Connects from 127.0.0.`from`.
pub async fn connect(to: SocketAddr, from: u8) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, from), 0)))?;
    socket.connect(to).await
}

/// Sends this as it is and reads what comes.
pub async fn send(to: SocketAddr, from: u8, request: &[u8]) -> Answer {
    let mut bytes = Vec::new();
    let talk = async {
        let mut stream = connect(to, from).await?;
        // Whoever is turned away may be so before all is sent.
        let _ = stream.write_all(request).await;
        (&mut stream).take(MOST).read_to_end(&mut bytes).await
    };
    // What came before a connection was broken off counts.
    let _ = tokio::time::timeout(PATIENCE, talk).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    Answer { status, text }
}

/// Asks for an address.
pub async fn get(to: SocketAddr, from: u8, path: &str) -> Answer {
    send(
        to,
        from,
        format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept: text/html,*/*\r\nconnection: close\r\n\r\n").as_bytes(),
    )
    .await
}

/// Text as it stands in an address.
pub fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
