//! What people have clipped and bookmarked.

mod bookmarks;

pub(super) use bookmarks::BookmarksReader;
