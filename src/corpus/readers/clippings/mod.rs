//! Clippings and bookmarks.

mod bookmarks;

pub(super) use bookmarks::BookmarksReader;
