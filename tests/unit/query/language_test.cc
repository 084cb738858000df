// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the query language promises, on random pages and queries of every script: a phrase never brings a page without
// it, a word behind a minus never one with it, and pages that have all words stand above those that lack some.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "query/parse/parser.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Set = std::set<std::string>;

// Words that meet in many ways: in runs, as parts of identifiers, in other spellings and scripts.
const std::vector<std::string> kWords = {"云",
                                         "原生",
                                         "云原生",
                                         "雲原生",
                                         "架构",
                                         "东京都",
                                         "京都",
                                         "東京",
                                         "サーバー",
                                         "サーバ",
                                         "を再起動",
                                         "カップ",
                                         "の",
                                         "쿠버네티스",
                                         "쿠버네티스에서",
                                         "파드를",
                                         "재시작",
                                         "pod",
                                         "pods",
                                         "Testing",
                                         "test",
                                         "kube-apiserver",
                                         "kube",
                                         "ＡＰＩ",
                                         "api",
                                         "café",
                                         "cafe",
                                         "v1.24.5",
                                         "1.24.5",
                                         "1.24",
                                         "C++",
                                         "c",
                                         "node.js",
                                         "nodejs",
                                         "the",
                                         "是什么",
                                         "Straße",
                                         "кластеры",
                                         "кластер",
                                         "ภาษาไทย",
                                         "ไทย",
                                         "العربية",
                                         "🚀",
                                         "snake_case",
                                         "getPods",
                                         "中",
                                         "文章",
                                         "2018年",
                                         "年",
                                         "k8s",
                                         "集群"};
const std::vector<std::string> kSigns = {" ", " ", "", "！", "。", "\n", " - ", "、", ", "};
// Behind the last word, which may go on otherwise: api is the beginning of apiserver in a title.
const std::string kEnd = " ";
// Words that say nothing, alone or beside others: pages need not have them.
const Set kStopWords = {"the", "の", "是什么", "年", "中", "c"};

bool IsCharacter(char32_t c) {
  return (c >= 0x3041 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xE00 && c <= 0xE7F);
}

// Two words of alphabets are not set side by side: together they would be another word.
std::string Joined(const std::string& a, const std::string& sign, const std::string& b) {
  size_t end = a.size();
  size_t begin = 0;
  const bool touch = sign.empty() && !a.empty();
  const bool character =
      touch && (IsCharacter(text::PreviousCodePoint(a, &end)) || IsCharacter(text::NextCodePoint(b, &begin)));
  return a + (touch && !character ? " " : sign) + b;
}

// Words find what they say: with synonyms k8s finds kubernetes, which -k8s does not exclude.
SearchSettings WithoutSynonyms() { return *SettingsOf("search:\n  builtin_synonyms: false\n"); }

// A small index that is opened once for many searches.
class OpenIndex {
 public:
  explicit OpenIndex(const std::vector<Page>& pages) : index_(pages) {
    index_.Use(WithoutSynonyms());
    searcher_.emplace(index_.OpenSearcher());
  }
  [[nodiscard]] SearchResponse Search(const SearchRequest& request) {
    Result<SearchResponse> response = searcher_->Search(request);
    if (response.ok()) return *response;
    ADD_FAILURE() << response.error().ToString();
    return {};
  }

 private:
  SmallIndex index_;
  std::optional<Searcher> searcher_;
};

class Language : public testing::Test {
 protected:
  size_t Below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random_); }
  const std::string& Word() { return kWords[Below(kWords.size())]; }

  const std::string& TellingWord() {
    while (true) {
      const std::string& word = Word();
      if (!kStopWords.contains(word)) return word;
    }
  }

  std::string Text(size_t words) {
    std::string text;
    for (size_t i = 0; i < words; ++i) text = Joined(text, kSigns[Below(kSigns.size())], Word());
    return text;
  }

  std::vector<Page> RandomPages(size_t count) {
    constexpr const char* kLanguages[] = {"zh", "ja", "ko", "en", "de", "ru"};
    std::vector<Page> pages;
    for (size_t i = 0; i < count; ++i) {
      Page page = MakePage("p" + std::to_string(i), Text(Below(3)), Text(Below(9)), kLanguages[Below(6)]);
      if (Below(3) == 0) page.tags = {Word()};
      if (Below(3) == 0) page.description = Text(2);
      if (Below(4) == 0) page.image_alts = {Text(2)};
      if (Below(4) == 0) page.authors = {Word()};
      if (Below(4) == 0) page.subtitle = Text(2);
      if (Below(3) != 0) page.date = Timestamp{static_cast<int64_t>(1'500'000'000 + 86'400 * Below(3000)), 0};
      pages.push_back(std::move(page));
    }
    return pages;
  }

  // Words as neighbours write them: whole, with another, as a page spells them.
  std::string Phrase() {
    std::string phrase = Word();
    return Below(2) == 0 ? phrase : Joined(phrase, Below(3) == 0 ? "" : " ", Word());
  }

  // One term of a query.
  std::string Term() {
    switch (Below(8)) {
      case 0:
        return "\"" + Phrase() + "\"";
      case 1:
        return "title:" + Word();
      case 2:
        return "(" + Word() + " OR " + Word() + ")";
      case 3:
        return "(" + Word() + " " + Word() + ")";
      case 4:
        return "(" + Word() + " -\"" + Phrase() + "\")";
      case 5:
        return "tag:\"" + Word() + "\"";
      case 6:
        return "title:\"" + Phrase() + "\"";
      default:
        return Word();
    }
  }

  // A minus before a number is no exclusion.
  static std::string Without(const std::string& term) {
    return (term[0] >= '0' && term[0] <= '9' ? " NOT " : " -") + term;
  }

  static Set PathsOf(OpenIndex& index, const std::string& query) {
    SearchRequest request;
    request.text = query;
    request.limit = 10'000;
    request.snippets = false;
    const std::vector<std::string> paths = Paths(index.Search(request));
    Set set(paths.begin(), paths.end());
    EXPECT_EQ(set.size(), paths.size()) << "a page twice: " << query;
    return set;
  }

  // Pages that have all the words: AND asks for nothing less.
  static Set HavingAll(OpenIndex& index, const std::string& query) {
    return PathsOf(index, "(" + query + ") AND (" + query + ")");
  }

  std::mt19937 random_{20181};
};

Set Both(const Set& a, const Set& b) {
  Set both;
  std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
  return both;
}

// The characters that a phrase is about, one by one, a row of a word's letters as one, and where signs stand between
// characters of scripts without spaces, those. Slow and plain, and on its own beside PhraseMatcher.
std::vector<std::string> Marks(const std::string& text) {
  enum class Kind { kNone, kWord, kCharacter };
  std::vector<std::string> marks;
  std::string signs;
  Kind last = Kind::kNone;
  const std::string folded = text::Fold(text);
  for (size_t position = 0; position < folded.size();) {
    const size_t begin = position;
    const char32_t c = text::NextCodePoint(folded, &position);
    const std::string letter = folded.substr(begin, position - begin);
    const bool character = IsCharacter(c);
    const bool digit_dot = c == '.' && last == Kind::kWord && signs.empty() && position < folded.size() &&
                           folded[position] >= '0' && folded[position] <= '9' && marks.back().back() <= '9';
    const bool plus = c == '+' && last == Kind::kWord && signs.empty();
    const bool word = !character && (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    const bool sign = c == 0x3001 || c == 0x3002 || (!character && !word && !digit_dot && !plus);
    if (sign) {
      signs += letter;
      continue;
    }
    if (character) {
      const bool apart = !signs.empty();
      std::erase(signs, ' ');
      if (last == Kind::kCharacter && apart) marks.push_back("sign " + signs);
      marks.push_back(letter);
    } else if (last == Kind::kWord && signs.empty() && c < 0x1F000) {
      marks.back() += letter;
    } else {
      marks.push_back(letter);
    }
    last = character ? Kind::kCharacter : Kind::kWord;
    signs.clear();
  }
  return marks;
}

bool Holds(const std::string& text, const std::string& phrase) {
  const std::vector<std::string> wanted = Marks(phrase);
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::vector<std::string> line = Marks(text.substr(begin, end - begin));
    if (!std::ranges::search(line, wanted).empty()) return true;
    begin = end + 1;
  }
  return false;
}

bool Holds(const Page& page, const std::string& phrase) {
  std::vector<std::string> texts = {page.title, page.subtitle, page.body, page.description};
  for (const auto* more : {&page.tags, &page.image_alts, &page.authors})
    texts.insert(texts.end(), more->begin(), more->end());
  return std::ranges::any_of(texts, [&](const std::string& text) { return Holds(text, phrase); });
}

TEST_F(Language, APhraseFindsExactlyThePagesThatHoldIt) {
  const std::vector<Page> pages = RandomPages(400);
  OpenIndex index(pages);
  size_t found = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string phrase = Phrase();
    Set holding;
    for (const Page& page : pages) {
      if (Holds(page, phrase)) holding.insert(page.path);
    }
    found += holding.size();
    ASSERT_EQ(PathsOf(index, "\"" + phrase + "\""), holding) << phrase;
    ASSERT_EQ(PathsOf(index, "-\"" + phrase + "\"").size(), pages.size() - holding.size()) << phrase;
  }
  EXPECT_GT(found, 1000U) << "else it shows nothing";
}

TEST_F(Language, APhraseHoldsAtAnyOffsetInAnyOrderWithFacets) {
  // Few of the best pages hold it: 30 of 1,200 that have its words.
  std::vector<Page> pages;
  Set holding;
  for (int i = 0; i < 1200; ++i) {
    const bool holds = i % 40 == 39;
    const char* body = holds ? "A long text about other things, with one cloud native word among many more of them."
                             : "native cloud\ncloud\nnative cloud";
    pages.push_back(MakePage("p" + std::to_string(i), "t", body, "en"));
    pages.back().tags = {holds ? "yes" : "no"};
    pages.back().date = Timestamp{1'500'000'000 + i, 0};
    if (holds) holding.insert(pages.back().path);
  }
  OpenIndex index(pages);
  for (const Sort sort : {Sort::kRelevance, Sort::kDate}) {
    for (const std::string text : {"\"cloud native\"", "cloud (\"cloud native\" OR \"no such\")",
                                   "native -(x -\"cloud native\") \"cloud native\""}) {
      Set seen;
      SearchRequest request;
      request.text = text;
      request.sort = sort;
      request.limit = 7;
      request.facets = {Facet::kTags};
      for (request.offset = 0; request.offset < 35; request.offset += 7) {
        const SearchResponse response = index.Search(request);
        for (const std::string& path : Paths(response)) EXPECT_TRUE(seen.insert(path).second) << path << " twice";
        EXPECT_EQ(response.total, 30U);
        EXPECT_TRUE(response.total_exact);
        ASSERT_EQ(response.facets[0].counts.size(), 1U);
        EXPECT_EQ(response.facets[0].counts[0].count, 30U);
      }
      EXPECT_EQ(seen, holding) << text;
    }
  }
}

TEST_F(Language, AMinusNeverLeaks) {
  OpenIndex index(RandomPages(300));
  size_t kept = 0;
  for (int i = 0; i < 250; ++i) {
    const std::string query = Below(4) == 0 ? Word() + " " + Word() : Term();
    const std::string excluded = Term();
    const Set without = PathsOf(index, query + Without(excluded));
    const Set with = HavingAll(index, excluded);
    ASSERT_THAT(Both(without, with), IsEmpty()) << query << " -" << excluded;
    const Set all = HavingAll(index, query);
    Set either = without;
    either.merge(PathsOf(index, query + " " + excluded));
    ASSERT_TRUE(std::ranges::includes(either, all)) << query << " -" << excluded;
    kept += without.size();
  }
  EXPECT_GT(kept, 1000U);
}

// What an operator means, by sets.
TEST_F(Language, OperatorsAreThoseOfSets) {
  const std::vector<Page> pages = RandomPages(200);
  OpenIndex index(pages);
  Set everything;
  for (const Page& page : pages) everything.insert(page.path);
  for (int i = 0; i < 150; ++i) {
    const std::string a = Term();
    const std::string b = Term();
    const Set with_a = HavingAll(index, a);
    const Set with_b = HavingAll(index, b);
    Set either = with_a;
    either.insert(with_b.begin(), with_b.end());
    ASSERT_EQ(PathsOf(index, a + " OR " + b + kEnd), either) << a << " OR " << b;
    ASSERT_EQ(PathsOf(index, a + " AND " + b + kEnd), Both(with_a, with_b)) << a << " AND " << b;
    Set neither;
    std::ranges::set_difference(everything, either, std::inserter(neither, neither.end()));
    ASSERT_EQ(PathsOf(index, "NOT (" + a + " OR " + b + ")"), neither) << "-(" << a << " OR " << b << ")";
    ASSERT_EQ(PathsOf(index, "NOT " + a + Without(b)), neither) << "NOT " << a << Without(b);
    ASSERT_EQ(PathsOf(index, "NOT NOT " + a + kEnd), PathsOf(index, a + kEnd)) << a;
  }
}

TEST_F(Language, PagesWithAllWordsStandAboveThoseThatLackSome) {
  OpenIndex index(RandomPages(250));
  size_t mixed = 0;
  for (int i = 0; i < 250; ++i) {
    const std::string query = TellingWord() + " " + TellingWord() + (Below(2) == 0 ? " " + TellingWord() : "");
    SearchRequest request;
    request.text = query + kEnd;
    request.limit = 1000;
    request.snippets = false;
    const SearchResponse response = index.Search(request);
    ASSERT_EQ(response.total, response.hits.size()) << query;
    if (response.hits.empty()) {
      ASSERT_EQ(response.match, Match::kNone) << query;
      continue;
    }
    double last = response.hits.front().score;
    for (const Hit& hit : response.hits) {
      ASSERT_LE(hit.score, last) << query;
      last = hit.score;
    }
    const Set having = HavingAll(index, query);
    bool lacking = false;
    for (const Hit& hit : response.hits) {
      const bool has = having.contains(hit.path);
      ASSERT_FALSE(lacking && has) << query << ": " << hit.path
                                   << " has all words and stands below one that lacks some";
      lacking = lacking || !has;
    }
    if (!having.empty()) {
      ASSERT_EQ(response.match, Match::kAll) << query;
    }
    mixed += lacking && !having.empty();
  }
  EXPECT_GT(mixed, 20U);
}

TEST_F(Language, MatchSaysWhichCaseItIs) {
  std::vector<Page> pages;
  for (int i = 0; i < 12; ++i) pages.push_back(MakePage("both" + std::to_string(i), "t", "nginx reload", "en"));
  for (int i = 0; i < 5; ++i) pages.push_back(MakePage("one" + std::to_string(i), "t", "nginx", "en"));
  pages.push_back(MakePage("rare", "t", "nginx caddy", "en"));
  OpenIndex index(pages);
  const auto search = [&](const char* text) {
    SearchRequest request;
    request.text = text;
    return index.Search(request);
  };
  EXPECT_EQ(search("nginx reload").match, Match::kAll);
  EXPECT_EQ(search("nginx reload").total, 12U) << "enough pages have all words: the rest is not shown";
  EXPECT_EQ(search("nginx caddy").match, Match::kAll);
  EXPECT_EQ(search("nginx caddy").total, 18U) << "few have all words: those that have some follow";
  EXPECT_EQ(Paths(search("nginx caddy")).front(), "rare");
  EXPECT_EQ(search("caddy reload").match, Match::kSome);
  EXPECT_EQ(search("caddy AND reload").match, Match::kNone) << "AND means it";
  EXPECT_EQ(search("apache").match, Match::kNone);
}

class LanguageCases : public testing::Test {
 protected:
  static std::vector<Page> Pages() {
    std::vector<Page> pages = {
        MakePage("a", "云原生 架构", "甲。", "zh"),
        MakePage("b", "云原生架构", "乙。", "zh"),
        MakePage("c", "笔记", "云原生，架构。东京都", "zh"),
        MakePage("d", "k8s notes", "k8s（集群） 与 Cloud-Native Go", "en"),
        MakePage("e", "tests", "testing C++ and .NET", "en"),
        MakePage("f", "old", "C# in 2018", "en"),
    };
    pages[0].subtitle = "第二 标题";
    pages[0].tags = {"go"};
    pages[1].tags = {"Cloud Native", "rust"};
    pages[4].date = ParseTimestamp("2018-03-04");
    pages[5].date = ParseTimestamp("2020-01-02");
    for (Page& page : pages) page.section = "posts";
    return pages;
  }
  LanguageCases() { index_.Use(WithoutSynonyms()); }
  SmallIndex index_{Pages()};
  std::vector<std::string> Find(const std::string& query) { return Paths(index_.Search(query)); }
};

TEST_F(LanguageCases, PhrasesAreExactInScriptsWithoutSpaces) {
  EXPECT_THAT(Find("\"云原生架构\""), ElementsAre("b"));
  EXPECT_THAT(Find("\"云原生 架构\""), ElementsAre("a")) << "no comma between; it was taken for one";
  EXPECT_THAT(Find("\"云原生，架构\""), ElementsAre("c"));
  EXPECT_THAT(Find("\"k8s 集群\""), ElementsAre("d")) << "beside a word of an alphabet signs do not matter";
  EXPECT_THAT(Find("\"cloud native go\""), ElementsAre("d"));
  EXPECT_THAT(Find("\"test\""), IsEmpty()) << "a phrase has no stems";
  EXPECT_THAT(Find("\"京都\""), ElementsAre("c"));
}

// Subtitles are in the title's terms; only the title itself was looked at for a phrase.
TEST_F(LanguageCases, TitlePhrasesReadTheSubtitle) {
  EXPECT_THAT(Find("title:\"第二 标题\""), ElementsAre("a"));
  EXPECT_THAT(Find("title:\"云原生 架构\""), ElementsAre("a"));
  EXPECT_THAT(Find("title:\"东京都\""), IsEmpty());
}

TEST_F(LanguageCases, AFieldBeforeABracketIsThatOfTheWordsInIt) {
  EXPECT_THAT(Find("title:(云原生 -笔记)"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(Find("tag:(go OR \"cloud native\")"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(Find("tag:(\"cloud native\" rust)"), ElementsAre("b"));
  EXPECT_THAT(Find("-tag:(go OR rust) 云原生"), ElementsAre("c"));
}

// What said nothing stood for every page in an OR, and behind a NOT for none.
TEST_F(LanguageCases, WhatSaysNothingIsTakenOut) {
  EXPECT_THAT(Find("\"cloud native\" OR !!!"), UnorderedElementsAre("b", "d"));
  EXPECT_THAT(Find("\"no such\" OR \"!!!\""), IsEmpty());
  EXPECT_THAT(Find("notes -\"!!!\""), ElementsAre("d"));
  EXPECT_THAT(Find("notes -(!!! OR date:soon)"), ElementsAre("d"));
  EXPECT_THAT(Find("-!!!"), IsEmpty());
  EXPECT_THAT(Find("date:soon"), IsEmpty());
  EXPECT_THAT(Find("notes date:soon"), ElementsAre("d"));
}

TEST_F(LanguageCases, ExclusionsFollowWhatTheWordFinds) {
  EXPECT_THAT(Find("tests -test"), IsEmpty()) << "test finds testing";
  EXPECT_THAT(Find("云原生 -京都"), UnorderedElementsAre("a", "b")) << "京都 finds 东京都";
  EXPECT_THAT(Find("section:posts -c++ -k8s"), UnorderedElementsAre("a", "b", "c", "f"));
  EXPECT_THAT(Find("-.NET section:posts"), testing::Not(testing::Contains("e")));
  EXPECT_THAT(Find("notes -t*"), ElementsAre("d"));
}

// A prefix stands for its 200 most frequent words; excluded it let through pages with others.
TEST_F(LanguageCases, AnExcludedPrefixStandsForEveryWord) {
  std::vector<Page> pages;
  for (int i = 0; i < 260; ++i)
    pages.push_back(MakePage("p" + std::to_string(i), "note", "pre" + std::to_string(i), "en"));
  pages.push_back(MakePage("none", "note", "other", "en"));
  const SmallIndex index(pages);
  EXPECT_THAT(Paths(index.Search("note -pre*")), ElementsAre("none"));
  EXPECT_THAT(Paths(index.Search("note -(pre* -other)")), ElementsAre("none"));
  const SearchResponse cut = index.Search("pre*");
  ASSERT_EQ(cut.diagnostics.size(), 1U);
  EXPECT_THAT(cut.diagnostics[0].message, testing::HasSubstr("the 200 on most pages are searched"));
  EXPECT_THAT(index.Search("pre1*").diagnostics, IsEmpty());
}

TEST_F(LanguageCases, Dates) {
  EXPECT_THAT(Find("date:>=2018-03"), UnorderedElementsAre("e", "f"));
  EXPECT_THAT(Find("date:>2018"), ElementsAre("f"));
  EXPECT_THAT(Find("date:<2018-03-05"), ElementsAre("e"));
  EXPECT_THAT(Find("date:<=2020-01-02"), UnorderedElementsAre("e", "f"));
  EXPECT_THAT(Find("date:（2018 OR 2020）"), UnorderedElementsAre("e", "f"));
  EXPECT_THAT(Find("date:２０１８"), ElementsAre("e"));
  EXPECT_THAT(Find("date:2018..2019"), ElementsAre("e"));
  for (const char* odd : {"date:2020..2018", "date:2018-13", "date:..", "date:>", "date:=2018", "path:posts/*/x"}) {
    EXPECT_EQ(index_.Search(odd).diagnostics.size(), 1U) << odd;
  }
}

// Where a word stood in the query was counted from its field's name, and full-width signs before it moved it.
TEST_F(LanguageCases, UnitsKnowWhereTheyWereTyped) {
  const std::string query = "（title：ＡＰＩ OR \"云原生 架构\"） kube＊";
  const ParsedQuery parsed = Parse(query);
  std::vector<std::string> texts;
  const auto visit = [&](const auto& self, const Node& node) -> void {
    if (!node.text.empty()) texts.push_back(query.substr(node.text_at, node.text.size()));
    if (!node.text.empty()) {
      EXPECT_EQ(texts.back(), node.text);
    }
    for (const Node& child : node.children) self(self, child);
  };
  visit(visit, parsed.root);
  EXPECT_THAT(texts, ElementsAre("ＡＰＩ", "云原生 架构", "kube"));
}

}  // namespace
}  // namespace sou::query
