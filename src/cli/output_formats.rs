//! Maps the format options to the formats of `output`.

use super::query_args::{HitFormat, TableFormat};
use crate::output::OutputFormat;

impl From<HitFormat> for OutputFormat {
    fn from(format: HitFormat) -> Self {
        match format {
            HitFormat::Human => Self::Human,
            HitFormat::Json => Self::Json,
            HitFormat::Jsonl => Self::JsonLines,
            HitFormat::Csv => Self::Csv,
            HitFormat::Tsv => Self::Tsv,
            HitFormat::Ids => Self::Ids,
            HitFormat::Paths => Self::Paths,
            HitFormat::Paths0 => Self::PathsNul,
        }
    }
}

impl From<TableFormat> for OutputFormat {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Human => Self::Human,
            TableFormat::Json => Self::Json,
            TableFormat::Jsonl => Self::JsonLines,
            TableFormat::Csv => Self::Csv,
            TableFormat::Tsv => Self::Tsv,
        }
    }
}
