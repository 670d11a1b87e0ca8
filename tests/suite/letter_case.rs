//! Letter case in queries: acronyms and `case:`.

use crate::support::Case;

#[test]
fn capitals_count_only_where_the_word_is_an_ordinary_one() {
    let case = Case::new();
    case.article("caps.txt", "Leaders meet", "The NATO chief said so on Tuesday.")
        .article("title.txt", "Leaders talk", "The Nato chief said so on Tuesday.")
        .article("headline.txt", "NATO CHIEF WARNS OF WAR", "He said so on Tuesday.")
        .article("who.txt", "Experts meet", "The WHO report is out.")
        .article("whocaps.txt", "WHO REPORT IS OUT", "It says so.")
        .article("word.txt", "A hearing", "He who wrote the report left.")
        .article("sad.txt", "Winter", "The report on SAD, a winter depression, is out.")
        .article("mood.txt", "Mood", "A sad report, and a sad day.");
    case.index(0);
    let count = |query: &str| case.run(&["count", query, "--format", "json"]).json()["articles"].clone();
    for (query, articles) in [
        ("NATO chief", 3),
        ("nato chief", 3),
        ("WHO report", 2),
        ("who report", 5),
        ("+who report", 3),
        ("SAD report", 1),
        ("sad report", 2),
    ] {
        assert_eq!(count(query), articles, "{query}");
    }
    let who = case.run(&["search", "WHO report"]);
    assert!(who.stderr.contains("`WHO` matches the acronym only: articles with `who` are left out"), "{}", who.stderr);
    assert!(!case.run(&["search", "NATO chief"]).stderr.contains("acronym"));
}

#[test]
fn an_acronym_is_found_in_title_case_inside_a_sentence() {
    let case = Case::new();
    case.article("caps.txt", "Health", "The report on AIDS is out.")
        .article("title.txt", "Health", "The report on Aids is out, and on Aids drugs.")
        .article("headline.txt", "New report about Aids published", "It is out.")
        .article("start.txt", "Trade", "Aids to trade help. The report says so.")
        .article("quote.txt", "Trade", "The report: \"Aids to trade help.\"")
        .article("titlecase.txt", "Report Aids Farmers", "It aids them.")
        .article("order.txt", "Tests", "They hold Aids tests, then AIDS talks, and Aids trials.")
        .article("stem.txt", "Farming", "The report on aid is out.");
    case.index(0);
    let note = case.expect(0, &["search", "AIDS report"]).stderr;
    assert!(note.contains("`AIDS` matches the acronym only"), "{note}");
    let lines = case.expect(0, &["kwic", "AIDS report"]).stdout;
    assert_eq!(["**AIDS**", "**Aids**"].map(|word| lines.matches(word).count()), [1, 3], "{lines}");
    for (query, matches) in
        [("AIDS talks", 4), ("AIDS NEAR/2 talks", 3), ("AIDS PRE/1 trials", 2), ("atleast3(AIDS) they", 3)]
    {
        assert_eq!(case.run(&["count", query, "--format", "json"]).json()["matches"], matches, "{query}");
    }
    for (query, articles) in
        [("AIDS report", 3), ("AIDS NEAR/3 drugs", 1), ("lead:AIDS report", 2), ("report -AIDS", 4)]
    {
        assert_eq!(case.run(&["count", query, "--format", "json"]).json()["articles"], articles, "{query}");
    }
}

#[test]
fn case_selects_words_in_the_letter_case_typed() {
    let case = Case::new();
    case.article("country.txt", "Trade", "The US and the U.S. agree.")
        .article("pronoun.txt", "Letters", "They wrote to us.")
        .article("start.txt", "Letters", "Us and them, or them and Us.")
        .article("capitals.txt", "US TRADE GROWS", "ALL OF US KNOW\n\nIt grows.")
        .article("apple.txt", "Apple", "Apple sold an iPhone to the Green Party.")
        .article("fruit.txt", "Orchards", "An apple on the green, said the party.")
        .article("mart.txt", "Shops", "Wal-Mart and WalMart, wal-mart.");
    case.index(0);
    for (query, articles, matches) in [
        ("case:US", 2, 4),
        ("case:U.S.", 2, 4),
        ("case:us", 1, 1),
        ("case:Us", 1, 2),
        ("us", 4, 7),
        ("us -case:us -case:Us", 2, 4),
        ("case:(US OR Apple)", 3, 6),
        ("headline:case:US", 1, 1),
        ("lead:case:US", 2, 3),
        ("case:\"Green Party\"", 1, 1),
        ("case:\"green party\"", 0, 0),
        ("\"green party\"", 1, 1),
        ("case:Apple NEAR/5 case:iPhone", 1, 2),
        ("case:apple NEAR/5 iphone", 0, 0),
        ("atleast2(case:US)", 2, 4),
        ("case:Wal-Mart", 1, 1),
        ("case:WalMart", 1, 1),
        ("case:iphone OR case:IPHONE OR case:Iphone", 0, 0),
        ("+case:us wrote", 1, 2),
    ] {
        let counted = case.run(&["count", query, "--format", "json"]).json();
        assert_eq!((&counted["articles"], &counted["matches"]), (&articles.into(), &matches.into()), "{query}");
        let lines = case.run(&["kwic", query, "--format", "json"]);
        let highlighted = lines.stdout.lines().count();
        assert!(articles == 0 || highlighted > 0, "{query}: {}", lines.stdout);
    }
    let outcome = case.expect(2, &["search", "source:case:BBC"]);
    assert!(outcome.stderr.contains("headline, lead and body only"), "{}", outcome.stderr);
}

#[test]
fn an_acronym_differs_from_other_inflections_of_its_word() {
    let case = Case::new();
    case.article("one.txt", "Talks", "The talks on CATS, the computer-aided tool, go on.")
        .article("two.txt", "Talks", "The talks on Cats go on.")
        .article("three.txt", "Pets", "A cat talks to nobody.");
    case.index(0);
    for (query, articles) in [("CATS talks", 2), ("cats talks", 3), ("+CATS talks", 2)] {
        assert_eq!(case.run(&["count", query, "--format", "json"]).json()["articles"], articles, "{query}");
    }
}
