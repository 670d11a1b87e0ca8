//! Records of news services, extractors, libraries and clipping tools, field by field.

use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, Skip, read_file};
use std::ops::ControlFlow;

fn read(content: &str) -> Vec<Result<Article, Skip>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.json");
    std::fs::write(&path, content).unwrap();
    let mut found = Vec::new();
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |record| {
        found.push(record);
        ControlFlow::Continue(())
    });
    found.extend(read.err().map(|unread| Err(*unread.skip)));
    found
}

/// Returns the fields of the first article, one per line; a line break in a field is `¶`.
fn outline(content: &str) -> String {
    let article = read(content).remove(0).unwrap_or_else(|skip| panic!("{skip}: {content}"));
    let text = |text: &str| (!text.is_empty()).then(|| text.replace('\n', "¶"));
    let fields = [
        ("headline", text(&article.headline)),
        ("lead", article.lead.clone()),
        ("body", text(&article.body)),
        ("source", article.source.clone()),
        ("provider", article.provider.clone()),
        ("bylines", text(&article.bylines.join("; "))),
        ("section", article.section.clone()),
        ("edition", article.edition.clone()),
        ("page", article.page.clone()),
        ("place", article.place.clone()),
        ("topics", text(&article.topics.join("; "))),
        ("date", article.published.map(|published| published.date.to_string())),
        ("language", article.language.filter(|_| article.language_stated).map(|language| language.code().to_owned())),
        ("url", article.url.clone()),
        ("id", article.own_id.clone()),
        ("incomplete", article.incomplete.then(|| "yes".to_owned())),
    ];
    let lines = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn news_services_are_read_field_by_field() {
    insta::assert_snapshot!(outline(r#"{"status":"ok","totalResults":1,"articles":[{"source":{"id":"penholm-post","name":"Penholm Post"},
        "author":"https://www.facebook.com/post","title":"Ferry runs aground - Penholm Post","description":"Passengers waited.",
        "url":"https://post.example/1","urlToImage":null,"publishedAt":"2015-11-14T06:30:00Z",
        "content":"Passengers spent four hours on the sandbank.\r\nNobody was hurt… [+4414 chars]"}]}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Passengers spent four hours on the sandbank.¶¶Nobody was hurt
    source: Penholm Post
    date: 2015-11-14T06:30:00Z
    url: https://post.example/1
    incomplete: yes
    ");
    let removed = read(
        r#"{"articles":[{"source":{"id":null,"name":"[Removed]"},"author":null,"title":"[Removed]","description":"[Removed]",
        "url":"https://removed.com","publishedAt":"1970-01-01T00:00:00Z","content":"[Removed]"}]}"#,
    );
    assert_eq!(removed[0].as_ref().unwrap_err().reason.code(), "no-text");

    insta::assert_snapshot!(outline(r#"{"response":{"status":"ok","results":[{"id":"coast/2015/nov/14/ferry","type":"article","sectionId":"coast",
        "sectionName":"Coast","webPublicationDate":"2015-11-14T06:30:00Z","webTitle":"Ferry runs aground in fog – live","webUrl":"https://guard.example/1",
        "fields":{"headline":"Ferry runs aground in fog","trailText":"Passengers <strong>waited</strong>","byline":"Ida Falk and Bo Lund","publication":"The Observer",
        "newspaperPageNumber":"4","lang":"en","body":"<p>Four hours on the sandbank.</p><p>Nobody was hurt.</p>"},
        "tags":[{"type":"keyword","webTitle":"Ferries"},{"type":"contributor","webTitle":"Ida Falk"},{"type":"tone","webTitle":"News"}]}]}}"#), @r"
    headline: Ferry runs aground in fog
    lead: Passengers waited
    body: Four hours on the sandbank.¶¶Nobody was hurt.
    source: The Observer
    bylines: Ida Falk; Bo Lund
    section: Coast
    page: 4
    topics: Ferries
    date: 2015-11-14T06:30:00Z
    language: en
    url: https://guard.example/1
    id: coast/2015/nov/14/ferry
    ");
    insta::assert_snapshot!(outline(r#"{"response":{"meta":{"hits":1},"docs":[{"web_url":"https://times.example/1","snippet":"Passengers waited…",
        "lead_paragraph":"Passengers waited on Monday.","abstract":null,"print_page":"4","print_section":"A","source":"The New York Times",
        "headline":{"main":"Ferry Runs Aground","kicker":"Coast","print_headline":"Ferry Aground"},"byline":{"original":"By IDA FALK and BO LUND","person":[]},
        "keywords":[{"rank":"1","name":"subject","value":"Ferries"}],"pub_date":"2015-11-14T00:00:00Z","document_type":"article","news_desk":"Foreign",
        "section_name":"World","_id":"55ba","word_count":"300","multimedia":[]}]}}"#), @r"
    headline: Ferry Runs Aground
    lead: Passengers waited on Monday.
    source: The New York Times
    bylines: IDA FALK; BO LUND
    section: World
    page: A4
    topics: Ferries
    date: 2015-11-14T00:00:00Z
    url: https://times.example/1
    id: 55ba
    incomplete: yes
    ");
    insta::assert_snapshot!(outline(r#"{"response":{"docs":[{"web_url":"https://times.example/2","headline":{"main":"Wall Delayed","kicker":"","print_headline":""},
        "byline":{"original":"By Ida Falk"},"abstract":"The board waits.","pub_date":"2025-04-02T09:00:25Z","section_name":"","news_desk":"Business",
        "multimedia":{"caption":"","default":{"url":"x"}},"keywords":[{"name":"Subject","value":"Harbours","rank":1}],"print_page":"","_id":"nyt://article/7","uri":"nyt://article/7"}],
        "metadata":{"hits":1}}}"#), @r"
    headline: Wall Delayed
    lead: The board waits.
    source: The New York Times
    bylines: Ida Falk
    section: Business
    topics: Harbours
    date: 2025-04-02T09:00:25Z
    url: https://times.example/2
    id: nyt://article/7
    incomplete: yes
    ");
    insta::assert_snapshot!(outline(r#"{"articles":{"page":1,"results":[{"uri":"8459","lang":"eng","isDuplicate":false,"date":"2015-11-15","time":"01:00:00",
        "dateTime":"2015-11-15T01:00:00Z","dateTimePub":"2015-11-14T06:30:00Z","dataType":"news","url":"https://post.example/1","title":"Ferry runs aground - post.example",
        "body":"Four hours.\n\nNobody was hurt.","source":{"uri":"post.example","title":"Penholm Post"},
        "authors":[{"name":"Ida Falk","type":"author","isAgency":false},{"name":"Coastal Press","type":"author","isAgency":true}],
        "concepts":[{"uri":"w:1","type":"wiki","label":{"eng":"Ferry"}}],
        "categories":[{"uri":"news/Business","label":"news/Business","wgt":100}],"location":{"label":{"eng":"Penholm"}}}]}}"#), @r"
    headline: Ferry runs aground
    body: Four hours.¶¶Nobody was hurt.
    source: Penholm Post
    provider: Coastal Press
    bylines: Ida Falk
    topics: Ferry; news/Business
    date: 2015-11-14T06:30:00Z
    language: en
    url: https://post.example/1
    id: 8459
    ");
    insta::assert_snapshot!(outline(r#"{"stories_id":27,"media_id":1,"media_name":"Penholm Post","title":"Ferry runs aground","publish_date":"2015-11-14 06:30:00",
        "collect_date":"2015-11-15 01:00:00","guid":"https://post.example/?p=1","url":"https://post.example/1","language":"en","description":"<p>Passengers waited.</p>",
        "story_text":"Four hours on the sandbank.","story_tags":[{"tag":"ferries","tags_id":1}]}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours on the sandbank.
    source: Penholm Post
    topics: ferries
    date: 2015-11-14T06:30:00
    language: en
    url: https://post.example/1
    id: 27
    ");
    // The date is the time at which GDELT saw the page.
    insta::assert_snapshot!(outline(r#"{"articles":[{"url":"https://post.example/1","url_mobile":"","title":"Ferry runs aground","seendate":"20151114T101500Z",
        "socialimage":"","domain":"post.example","language":"English","sourcecountry":"Norway"}]}"#), @r"
    headline: Ferry runs aground
    source: post.example
    language: en
    url: https://post.example/1
    incomplete: yes
    ");
}

#[test]
fn extractors_and_databases_are_read_field_by_field() {
    insta::assert_snapshot!(outline(r#"{"title":"Ferry runs aground","author":"Ida Falk; Bo Lund","hostname":"post.example","date":"2015-11-14","fingerprint":"ad82cb5db0bea6e6",
        "id":null,"license":null,"comments":"","raw_text":"Ferry runs aground Four hours.","text":"Ferry runs aground\nFour hours.\nNobody was hurt.","language":null,"image":"x",
        "pagetype":"article","filedate":"2026-01-01","source":"https://post.example/1","source-hostname":"Penholm Post","excerpt":"Passengers waited.","categories":"Coast","tags":"Ferries;Fog"}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours.¶¶Nobody was hurt.
    source: Penholm Post
    bylines: Ida Falk; Bo Lund
    section: Coast
    topics: Ferries; Fog
    date: 2015-11-14
    url: https://post.example/1
    ");
    insta::assert_snapshot!(outline(r#"{"authors":["Ida Falk"],"date_download":"2026-01-01 00:00:00","date_modify":null,"date_publish":"2015-11-14 06:30:00","description":"Passengers waited.",
        "filename":"x.json","image_url":null,"language":"en","source_domain":"www.post.example","maintext":"Four hours.\nNobody was hurt.","title":"Ferry runs aground","title_page":null,"url":"https://post.example/1"}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours.¶¶Nobody was hurt.
    source: www.post.example
    bylines: Ida Falk
    date: 2015-11-14T06:30:00
    language: en
    url: https://post.example/1
    ");
    insta::assert_snapshot!(outline(r#"{"title":"Ferry runs aground","content":"<div><p>Four hours.</p><p>Nobody was hurt.</p></div>","author":"Ida Falk","date_published":"2015-11-14T06:30:00.000Z",
        "lead_image_url":null,"dek":"Passengers waited.","next_page_url":null,"url":"https://post.example/1","domain":"post.example","excerpt":"Four hours. Nobody","word_count":5,"direction":"ltr","total_pages":1}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours.¶¶Nobody was hurt.
    source: post.example
    bylines: Ida Falk
    date: 2015-11-14T06:30:00Z
    url: https://post.example/1
    ");
    insta::assert_snapshot!(outline(r#"{"title":"Ferry runs aground","text":"Four hours.\n\nNobody was hurt.","authors":["Ida Falk"],"publish_date":"2015-11-14T06:30:00","top_image":"x",
        "url":"https://post.example/1","keywords":["ferry"],"summary":"Four hours.","meta_lang":"en","meta_description":"Passengers waited."}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours.¶¶Nobody was hurt.
    bylines: Ida Falk
    topics: ferry
    date: 2015-11-14T06:30:00
    language: en
    url: https://post.example/1
    ");
    insta::assert_snapshot!(outline("\u{FEFF}{\"_id\":{\"$oid\":\"55aa\"},\"headline\":\"Ferry runs aground\",\"pub_date\":{\"$date\":{\"$numberLong\":\"1447482600000\"}},\
        \"url\":\"https://post.example/1\",\"word_count\":{\"$numberInt\":\"300\"},\"body_copy\":\"Four hours.\"}{\"title\":\"Second\",\"text\":\"Text.\"}"), @r"
    headline: Ferry runs aground
    body: Four hours.
    date: 2015-11-14T06:30:00Z
    url: https://post.example/1
    id: 55aa
    ");
}

#[test]
fn libraries_are_read_field_by_field() {
    let trove = r#"{"id":"18341291","url":"/newspaper/18341291","heading":"FERRY AGROUND","category":"Article","title":{"id":"35","title":"The Penholm Post (Vic. : 1854 - 1954)"},
        "date":"1915-11-14","page":"4","pageSequence":"4","identifier":"https://nla.example/nla.news-article18341291","troveUrl":"https://trove.example/18341291","wordCount":9,
        "articleText":"<p><span>  Four hours on </span><span>the sandbank.</span></p><p><span>Nobody was hurt.</span></p>"}"#;
    let expected = "headline: FERRY AGROUND\nbody: Four hours on the sandbank.¶¶Nobody was hurt.\nsource: The Penholm Post\nsection: Article\npage: 4\n\
        date: 1915-11-14\nurl: https://nla.example/nla.news-article18341291\nid: 18341291";
    for content in [
        format!(
            r#"{{"query":"ferry","category":[{{"code":"newspaper","name":"Newspapers","records":{{"total":1,"article":[{trove}]}}}}]}}"#
        ),
        format!(
            r#"{{"response":{{"query":"ferry","zone":[{{"name":"newspaper","records":{{"total":"1","article":[{trove}]}}}}]}}}}"#
        ),
        trove.to_owned(),
    ] {
        assert_eq!(outline(&content), expected, "{content}");
    }
    insta::assert_snapshot!(outline(r#"[{"key":"TNI45","version":7,"library":{"type":"user","name":"x"},"links":{"self":{"href":"https://api.example/items/TNI45"}},"meta":{"parsedDate":"2015-11-14"},
        "data":{"key":"TNI45","itemType":"newspaperArticle","title":"Ferry runs aground","creators":[{"creatorType":"author","firstName":"Ida","lastName":"Falk"},{"creatorType":"editor","name":"X"}],
        "abstractNote":"Passengers waited.","publicationTitle":"Penholm Post","place":"","edition":"Late","date":"14 November 2015","section":"Coast","pages":"A4","language":"en-GB",
        "url":"https://post.example/1","accessDate":"2026-01-01T00:00:00Z","libraryCatalog":"post.example","tags":[{"tag":"Ferries","type":1}]}},
        {"key":"A","data":{"itemType":"attachment","title":"Snapshot"}}]"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    source: Penholm Post
    bylines: Ida Falk
    section: Coast
    edition: Late
    page: A4
    topics: Ferries
    date: 2015-11-14
    language: en
    url: https://post.example/1
    id: TNI45
    incomplete: yes
    ");
    insta::assert_snapshot!(outline(r#"[{"id":"falk2015","type":"article-newspaper","title":"Ferry runs aground","container-title":"Penholm Post","author":[{"family":"Falk","given":"Ida"},{"literal":"Coast Desk"}],
        "issued":{"date-parts":[[2015,11,14]]},"accessed":{"date-parts":[[2026,1,1]]},"URL":"https://post.example/1","page":"A4","section":"Coast","abstract":"Passengers waited."}]"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    source: Penholm Post
    bylines: Ida Falk; Coast Desk
    section: Coast
    page: A4
    date: 2015-11-14
    url: https://post.example/1
    id: falk2015
    incomplete: yes
    ");
    for content in [
        r#"{"_id":"d-1","title":"Ferry runs aground","text":"Four hours.","metadata":{}}"#,
        r#"{"docid":"d-1","title":"Ferry runs aground","body":"Four hours.","headings":"Ferry"}"#,
        r#"{"id":"d-1","title":"Ferry runs aground","contents":"Four hours."}"#,
    ] {
        assert_eq!(outline(content), "headline: Ferry runs aground\nbody: Four hours.\nid: d-1", "{content}");
    }
}

#[test]
fn clippings_have_the_date_of_the_article_or_none() {
    insta::assert_snapshot!(outline(r#"[{"id":23,"title":"Ferry runs aground","url":"https://post.example/1","is_archived":false,"is_starred":true,"created_at":"2016-09-08T11:55:58+0200",
        "updated_at":"2016-09-08T11:57:16+0200","published_at":"2015-11-14T06:30:00+0100","published_by":["Ida Falk"],"content":"<p>Four hours.</p>","mimetype":"text/html","language":"en","domain_name":"post.example","tags":["fog"]}]"#), @r"
    headline: Ferry runs aground
    body: Four hours.
    source: post.example
    bylines: Ida Falk
    topics: fog
    date: 2015-11-14T06:30:00+01:00
    language: en
    url: https://post.example/1
    id: 23
    ");
    let content = r#"[{"id":"o-1","slug":"x","title":"Ferry runs aground","description":"Passengers waited.","author":"Ida Falk","url":"https://post.example/1","state":"Active","labels":["fog"],"savedAt":"2026-01-01T00:00:00Z","publishedAt":"2015-11-14T06:30:00Z"}]"#;
    assert!(outline(content).contains("date: 2015-11-14T06:30:00Z") && outline(content).contains("incomplete: yes"));
    for content in [
        r#"{"bookmarks":[{"article__excerpt":"Passengers waited.","date_added":"2016-08-25T12:05:00","article__url":"https://post.example/1","article__title":"Ferry runs aground","archive":false}]}"#,
        r#"[{"title":"Ferry runs aground","tags":["fog"],"url":"https://post.example/1","description":"Passengers waited.","created":"1358531607","others":9,"owner":"x","private":"0"}]"#,
        r#"{"guid":"root________","title":"","root":"placesRoot","children":[{"title":"Toolbar","dateAdded":1,"children":[{"guid":"a","title":"Ferry runs aground","dateAdded":1388166091504000,"uri":"https://post.example/1","type":"text/x-moz-place"}]}]}"#,
    ] {
        let outline = outline(content);
        assert!(
            outline.starts_with("headline: Ferry runs aground\n") && outline.contains("url: https://post.example/1"),
            "{outline}"
        );
        assert!(!outline.contains("date:") && outline.ends_with("incomplete: yes"), "{outline}");
    }
    let placeholder = read(
        r#"[{"id":1,"title":"No title found","url":"https://post.example/1","is_archived":0,"content":"Oh, what a shame, no content","tags":[]}]"#,
    );
    assert_eq!(placeholder[0].as_ref().unwrap_err().reason.code(), "no-text");
}

#[test]
fn goose_aylien_and_perigon_are_read_field_by_field() {
    insta::assert_snapshot!(outline(r#"{"meta":{"description":"Passengers waited.","lang":"en","keywords":"ferry, coast","canonical":"https://post.example/1"},
        "domain":"post.example","title":"Ferry runs aground","cleaned_text":"Four hours.\n\nNobody was hurt.","opengraph":{"site_name":"Penholm Post"},
        "tags":[],"authors":["Ida Falk"],"publish_date":"2015-11-14T06:30:00Z"}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours.¶¶Nobody was hurt.
    source: Penholm Post
    bylines: Ida Falk
    topics: ferry; coast
    date: 2015-11-14T06:30:00Z
    language: en
    url: https://post.example/1
    ");
    insta::assert_snapshot!(outline(r#"{"stories":[{"id":1,"title":"Ferry runs aground","body":"Four hours.\n\nNobody was hurt.","published_at":"2015-11-14T06:30:00Z",
        "author":{"id":3,"name":"Ida Falk"},"language":"en","links":{"permalink":"https://post.example/1","related_stories":"/related"},"source":{"name":"Penholm Post"},
        "summary":{"sentences":["Made by a program."]},"keywords":["ferry"],"words_count":5}]}"#), @r"
    headline: Ferry runs aground
    body: Four hours.¶¶Nobody was hurt.
    source: Penholm Post
    bylines: Ida Falk
    topics: ferry
    date: 2015-11-14T06:30:00Z
    language: en
    url: https://post.example/1
    id: 1
    ");
    insta::assert_snapshot!(outline(r#"{"status":200,"articles":[{"url":"https://post.example/1","authorsByline":"Ida Falk, Jon Roe","articleId":"a1","source":{"name":"Penholm Post"},
        "language":"en","pubDate":"2015-11-14T06:30:00+00:00","addDate":"2015-11-15T00:00:00+00:00","title":"Ferry runs aground",
        "description":"Passengers waited.","content":"Four hours on the sandbank.","topics":[{"name":"Ferries"}]}]}"#), @r"
    headline: Ferry runs aground
    lead: Passengers waited.
    body: Four hours on the sandbank.
    source: Penholm Post
    bylines: Ida Falk; Jon Roe
    topics: Ferries
    date: 2015-11-14T06:30:00Z
    language: en
    url: https://post.example/1
    id: a1
    ");
}
