//! The delivery formats of news agencies.

pub(super) mod anpa_1312;
mod inline_text;
pub(super) mod iptc_7901;
mod messages;
pub(super) mod newsml;
pub(super) mod newsml_g2;
pub(super) mod nitf;
mod remote_text;
mod subjects;
mod trailer;
pub(super) mod wire_dateline;
mod wire_head;
pub(super) mod wire_text;
