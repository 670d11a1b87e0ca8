//! Removes parts of a web page outside the text of its articles: navigation, readers' comments and lists of related links.
//!
//! The extraction of the article keeps much of that if it is inside the article, or if the article is short. Parts that contain the heading of the page are
//! kept, even with such a name.

use dom_smoothie::Readability;

/// Words in the names of elements with comments or related links.
const SIDE_WORDS: &[&str] = &[
    "comments",
    "commentlist",
    "disqus",
    "related",
    "relatedlinks",
    "relatedposts",
    "relatedarticles",
    "recommended",
    "recommendations",
    "recirculation",
    "outbrain",
    "taboola",
    "comentarios",
    "comentários",
    "comentaris",
    "comentarii",
    "commentaires",
    "commenti",
    "kommentare",
    "kommentarer",
    "kommentit",
    "komentarze",
    "komentari",
    "komentare",
    "reacties",
    "yorumlar",
    "talkback",
    "talkbacks",
    "relacionadas",
    "relacionados",
    "correlati",
    "pullquote",
];
/// Prefixes of names that describe the article, not the element.
const ABOUT_ARTICLE: &[&str] =
    &["no", "has", "with", "tag", "tags", "category", "section", "type", "single", "page", "topic", "post", "format"];
/// The minimum percentage of link text in a list of links.
const ALL_LINKS: usize = 90;

/// The minimum percentage of link text in a table cell of links.
const MOST_LINKS: usize = 50;
/// The minimum number of characters of a table cell with the text of an article.
const COLUMN_OF_TEXT: usize = 400;
/// The maximum length of a form, in bytes; a longer one contains the page.
const LONGEST_FORM: usize = 600;

/// Removes navigation, comments and lists of links from a page.
pub(super) fn remove_side_matter(page: &Readability) {
    for form in page.doc.select("form").nodes() {
        // ASP.NET pages may be a single form.
        if form.text().split_whitespace().map(str::len).sum::<usize>() > LONGEST_FORM {
            form.rename("div");
        }
    }
    let holds = |names: &[&str]| names.iter().any(|name| is_side_name(name));
    for element in &page.doc.select("nav, [role='navigation'], [class], [id]") {
        let is_navigation = element.is("nav, [role='navigation']");
        let (class, id) = (element.class().unwrap_or_default(), element.id().unwrap_or_default());
        let names: Vec<&str> = class.split_whitespace().chain([&*id]).collect();
        if (is_navigation || holds(&names))
            && !element.is("html, body, main, head")
            && !element.select("h1, main, [itemprop='articleBody']").exists()
            && !(is_navigation && element.select("article").exists())
        {
            element.remove();
        }
    }
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    // Table layouts have links in columns next to the text.
    for cell in &page.doc.select("td") {
        let Some(node) = cell.nodes().first() else { continue };
        if node.descendants_it().any(|inner| inner.has_name("td"))
            || node.descendants_it().any(|inner| inner.has_name("h1"))
        {
            continue;
        }
        let linked = cell.select("a[href]");
        let links: usize = linked.iter().map(|link| count(&link.text())).sum();
        let is_of_links = linked.length() > 1 && links * 100 >= count(&cell.text()) * MOST_LINKS;
        let is_next_to_text = || {
            let row = node.parent();
            row.is_some_and(|row| {
                row.children_it(false).any(|other| other.id != node.id && count(&other.text()) >= COLUMN_OF_TEXT)
            })
        };
        if is_of_links && is_next_to_text() {
            cell.remove();
        }
    }
    for list in &page.doc.select("ul, ol") {
        let links: usize = list.select("a[href]").iter().map(|link| count(&link.text())).sum();
        let all = count(&list.text());
        if list.select("li").length() > 1 && all > 0 && links * 100 >= all * ALL_LINKS {
            if let Some(node) = list.nodes().first()
                && let Some(heading) = node.prev_element_sibling()
                && heading.is("h2, h3, h4, h5, h6")
            {
                heading.remove_from_parent();
            }
            list.remove();
        }
    }
}

/// Returns whether a class or id is that of comments or related links.
fn is_side_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    match *words.as_slice() {
        ["respond"] | ["read", "more" | "also"] | ["also", "read"] | ["more", "stories" | "news"] | ["comment", ..] => {
            true
        }
        [first, ..] if ABOUT_ARTICLE.contains(&first) => {
            // `post-comments` is a part of a post; `tag-comments` is a post with that tag.
            first == "post" && words.get(1).is_some_and(|second| SIDE_WORDS.contains(second))
        }
        _ => words.iter().any(|word| SIDE_WORDS.contains(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let page = Readability::from(html);
        remove_side_matter(&page);
        page.doc.select("body").text().split_whitespace().collect()
    }

    #[test]
    fn navigation_comments_and_related_links_are_removed() {
        for part in [
            "<nav><p>No</p></nav>",
            "<div role=navigation>No</div>",
            "<section id=comments><article class=comment>No</article></section>",
            "<ol class=comment-list><li>No</ol>",
            "<div class='article__related x'>No</div>",
            "<div class=post-comments>No</div>",
            "<div id=disqus_thread>No</div>",
            "<h3>No</h3><ul><li><a href=a>No</a><li><a href=b>No</a></ul>",
        ] {
            let page = format!("<body><article><h1>Flood</h1><p>Text.</p>{part}<p>End.</p></article>");
            assert_eq!(text(&page), "FloodText.End.", "{part}");
        }
    }

    #[test]
    fn parts_of_the_article_stay() {
        for part in [
            "<ul><li>One <a href=a>link</a> in a list<li>of text</ul>",
            "<ul><li><a href=a>Yes</a></ul>",
            "<div class=no-comments>Yes</div>",
            "<div class='tag-related section-comments'>Yes</div>",
            "<div class=unrelated>Yes</div>",
        ] {
            let page = format!("<body class=comments-open><div class=comment><h1>Flood</h1>{part}</div>");
            assert!(text(&page).len() > "Flood".len(), "{part}");
        }
        assert_eq!(text("<body><nav><a href=a>Menu</a><article>Unclosed navigation"), "MenuUnclosednavigation");
    }
}
