# Short names for what is done every day (https://just.systems). Each line can be typed without just.

# List what there is.
default:
    @just --list

# A made-up council, crawled, read and served: no configuration, no network.
demo:
    cargo run -- demo

# All tests that a change must pass before it is sent.
test:
    cargo test --workspace

# A server without the made-up council and without pictures of pages: each feature is really one.
lean:
    cargo build --locked --no-default-features

# The tests of one crate: record, extract, index, crawler or minutebook.
test-crate crate:
    cargo test -p {{crate}}

# The browser tests; they need Node and a Chromium.
test-browser:
    cargo build
    cd tests/browser && npm ci --no-audit --no-fund && node --test

# Formatting, lints and documentation, as CI asks for them.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# How well labelled papers are read: just evaluate tests/gold
evaluate folder:
    cargo run -p extract --example evaluate -- {{folder}}

# Why a sentence is somebody's: just explain FILE "some words of it"
explain file phrase:
    cargo run -p extract --example explain -- {{file}} "{{phrase}}"

# What CI runs, from the start.
ci:
    .ci/run
