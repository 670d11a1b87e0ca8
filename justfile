# Shortcuts for the commands in CONTRIBUTING.md. `just` is optional: every recipe is one command that can be typed instead.

# List the recipes.
default:
    @just --list

# Run every check that must pass before a change lands.
ci:
    .ci/run

# Format the code.
fmt:
    cargo fmt --all

# Check formatting and lints.
lint:
    cargo fmt --all --check
    cargo clippy --locked --all-targets -- -D warnings

# Run the tests, or those whose names contain FILTER.
test FILTER="":
    cargo test --locked {{FILTER}}

# Run the fuzz targets for a minute, or as the arguments say.
fuzz *ARGS:
    scripts/fuzz {{ARGS}}

# Build and open the documentation of the code.
doc:
    cargo doc --locked --no-deps --document-private-items --open

# Install the reference programs that some tests compare with.
test-needs:
    scripts/install-test-needs

# Write the current output of the commands into README.md and docs/, and redraw the picture.
update-docs: release
    UPDATE_DOCS=1 cargo test --locked --test suite documents
    scripts/make-screenshot

# Check the first command of the README and the picture of its output.
check-readme:
    scripts/check-readme

# Check licences, sources and banned crates.
check-dependencies:
    scripts/check-dependencies

# Build the release binary.
release:
    cargo build --locked --release

# Make the release archive and the Debian package.
package:
    scripts/package

# Install the Debian package in a clean root and run it there.
check-package:
    scripts/check-package

# Measure speed, size and memory (docs/performance.md).
bench *ARGS:
    scripts/bench {{ARGS}}

# Measure search quality (docs/ranking.md).
measure-ranking:
    scripts/measure-ranking
