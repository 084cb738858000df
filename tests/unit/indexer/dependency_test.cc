// SPDX-License-Identifier: GPL-3.0-or-later
//
// SiteSource::DependencyHash of every kind of site: which edit changes it for which pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/source/dependency_hash.h"
#include "tests/unit/indexer/site_look.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using Edit = std::function<void(Site&)>;

// A sample of tests/data, or what `make` writes.
struct Row {
  std::string name;
  std::string sample;
  Edit make;
  Edit edit;
  // Of the pages whose hashes change: how their paths begin, "" is every page; with a '*' what they contain; with a '!'
  // what they do not.
  std::vector<std::string> changed;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

bool IsMeant(const Row& row, const std::string& path) {
  const auto contains = [&](std::string_view wanted) { return path.find(wanted.substr(1)) != std::string::npos; };
  bool is_meant = false;
  for (const std::string& wanted : row.changed) {
    if (wanted.starts_with('!') && contains(wanted)) return false;
    is_meant = is_meant || (wanted.starts_with('*') ? contains(wanted) : path.starts_with(wanted));
  }
  return is_meant;
}

class Dependencies : public testing::TestWithParam<Row> {};

TEST_P(Dependencies, ChangeForThePagesThatRestOnTheEdit) {
  const Row& row = GetParam();
  Site site = row.sample.empty() ? Site() : Site(row.sample);
  if (row.make) row.make(site);
  const auto before = site.LookAround();
  ASSERT_FALSE(before.empty());
  row.edit(site);
  const auto after = site.LookAround(before);
  const std::set<std::string> changed = Changed(before, after);
  std::set<std::string> expected;
  for (const auto& [path, look] : after) {
    if (before.contains(path) && IsMeant(row, path)) expected.insert(path);
  }
  EXPECT_EQ(changed, expected);
  EXPECT_TRUE(row.changed.empty() || !expected.empty()) << "no page is meant";
}

Edit Replace(std::string path, std::string what, std::string with) {
  return [=](Site& site) { site.Replace(path, what, with); };
}
Edit Write(std::string path, std::string text) {
  return [=](Site& site) { site.Write(path, text); };
}
Edit Append(std::string path, std::string text) {
  return [=](Site& site) { site.Append(path, text); };
}
Edit Touch(std::string path) {
  return [=](Site& site) { site.Touch(path, 1'700'000'000); };
}
Edit Both(Edit first, Edit second) {
  return [=](Site& site) {
    first(site);
    second(site);
  };
}
template <typename Member, typename To>
Edit Set(Member member, To to) {
  return [=](Site& site) { site.options.*member = to; };
}

const std::string kHugoConfig = "config/_default/hugo.yaml";
constexpr const char* kPage = "---\ntitle: T\n---\ntext\n";

std::vector<Row> HugoRows() {
  const std::string odd = "hugo-odd";
  const auto set = [](std::string text) { return Append(kHugoConfig, text); };
  return {
      {"Nothing", odd, {}, [](Site&) {}, {}},
      {"AParameterThatNoPageRestsOn", odd, {}, Write("config/_default/params.toml", "motto = 'eels'\n"), {}},
      {"TheSitesTitle", odd, {}, Replace(kHugoConfig, "河湾小报", "河湾日报"), {}},
      {"AnAssetAndALayout", odd, {}, Both(Write("static/a.css", "x"), Write("layouts/a.html", "x")), {}},
      {"AnotherEnvironment", odd, {}, Replace("config/staging/hugo.toml", "never", "ever"), {}},
      {"AnotherPage", odd, {}, Write("content/en/shed/new.md", kPage), {}},
      {"TheBaseUrl", odd, {}, Replace("config/production/hugo.toml", "/bend/", "/bow/"), {""}},
      {"TheHostAlone", odd, {}, Replace("config/production/hugo.toml", "example.org", "example.net"), {}},
      {"TheTimeZone", odd, {}, Replace(kHugoConfig, "Asia/Shanghai", "Europe/Paris"), {""}},
      {"ATaxonomysName", odd, {}, Replace(kHugoConfig, "tag: tags", "tag: themes"), {""}},
      {"HeadingIds",
       odd,
       {},
       Append("config/_default/markup.toml", "[goldmark.parser]\nautoIDType = 'github-ascii'\n"),
       {""}},
      {"APermalink", odd, {}, Replace("config/_default/permalinks.json", "/s/:slug/", "/t/:slug/"), {""}},
      {"OneLanguagesPermalinks",
       odd,
       {},
       Append("config/_default/languages.zh.toml", "[permalinks]\nnames = '/n/:title/'\n"),
       {"content/zh/", "!.en.md"}},
      {"OneLanguagesTag",
       odd,
       {},
       Replace("config/_default/languages.toml", "en-GB", "en-US"),
       {"content/en/", "*.en."}},
      {"TheSitesCascadeForOneLanguage",
       odd,
       {},
       Replace(kHugoConfig, "厨房里的话", "灶台边的话"),
       {"content/zh/", "!.en.md"}},
      {"ASectionsCascade", odd, {}, Replace("content/zh/recipes/_index.md", "小满", "大满"), {"content/zh/recipes/"}},
      {"TheTopsCascade", odd, {}, Replace("content/zh/_index.md", "[河湾]", "[河口]"), {"content/zh/", "!.en.md"}},
      {"ANewSectionsCascade",
       odd,
       {},
       Write("content/en/names/_index.md", "---\ncascade: {tags: [odd]}\n---\n"),
       {"content/en/names/"}},
      {"WhereACascadeStands", odd, {}, Replace("content/zh/recipes/_index.md", "title", "# a remark\ntitle"), {}},
      {"ASectionsTextAndTitle", odd, {}, Replace("content/en/ledger/_index.md", "Ledger", "The ledger"), {}},
      {"ASectionsTitleWhereAddressesHaveSections",
       odd,
       {},
       Replace("content/zh/letters/瓶中信/_index.md", "瓶中信", "漂流瓶"),
       {"content/zh/letters/瓶中信/深/"}},
      {"ASectionsTitleInAPagesUrl",
       odd,
       Both(Write("content/en/ledger/b.md", "---\nurl: /:sectionslug/b/\n---\ntext\n"),
            Write("content/en/ledger/c.md", kPage)),
       Replace("content/en/ledger/_index.md", "Ledger", "The ledger"),
       {"content/en/ledger/b.md"}},
      {"ASectionsFileRemoved",
       odd,
       {},
       [](Site& site) { site.Remove("content/zh/letters/瓶中信/_index.md"); },
       {"content/zh/letters/瓶中信/"}},
      {"ALanguageAdded",
       odd,
       Write("content/en/names/tea.ja.md", kPage),
       Append("config/_default/languages.toml", "[ja]\nweight = 3\n"),
       {"*/tea.ja.md"}},
      {"AMountsLanguage", odd, {}, Replace("config/_default/languages.zh.toml", "content/zh", "content/zz"), {}},
      {"DisabledKinds", odd, {}, Replace(kHugoConfig, "[RSS, sitemap]", "[RSS, section]"), {""}},
      {"DraftsBuilt", odd, {}, set("buildDrafts: true\n"), {""}},
      {"OptionDrafts", odd, {}, Set(&SourceOptions::drafts, true), {""}},
      {"OptionFuture", odd, {}, Set(&SourceOptions::future, true), {""}},
      {"OptionExpired", odd, {}, Set(&SourceOptions::expired, true), {""}},
      {"OptionBaseUrl", odd, {}, Set(&SourceOptions::base_url, "https://example.org/over/"), {""}},
      {"OptionLanguage", odd, {}, Set(&SourceOptions::language, "ko"), {""}},
      {"OptionTableCells", odd, {}, Set(&SourceOptions::max_table_cells, 100U), {""}},
      {"OptionFileBytes", odd, {}, Set(&SourceOptions::max_file_bytes, uint64_t{470}), {"content/zh/headings/all"}},
      {"OptionExclude", odd, {}, Set(&SourceOptions::exclude, std::vector<std::string>{"soup.md"}), {}},
      {"TheClock", odd, {}, Set(&SourceOptions::now, Timestamp{2'000'000'000, 0}), {}},
      {"AFilesTime", odd, {}, Touch("content/en/recipes/soup.md"), {}},
      {"AFilesTimeThatIsItsDate",
       odd,
       Replace(kHugoConfig, "[\":filename\"", "[\":fileModTime\""),
       Touch("content/en/recipes/soup.md"),
       {"content/en/recipes/soup.md"}},
      {"ALanguageRemoved", "site", {}, Replace("hugo.toml", "[languages.ko.params]", "[params.ko.params]"), {}},
      {"ALanguageDisabled",
       "site",
       {},
       Replace("hugo.toml", "hasCJKLanguage", "disableLanguages = ['ko']\nhasCJKLanguage"),
       {}},
  };
}
INSTANTIATE_TEST_SUITE_P(Hugo, Dependencies, testing::ValuesIn(HugoRows()), testing_support::RowName<Row>);

std::vector<Row> JekyllRows() {
  const std::string config = "_config.yml";
  const std::string site = "jekyll";
  return {
      {"TheSitesTitle", site, {}, Replace(config, "湖邊隨筆", "湖畔隨筆"), {}},
      {"AnIncludeAndData", site, {}, Both(Write("_includes/x.html", "x"), Write("_data/birds.yml", "- heron\n")), {}},
      {"TheBaseUrl", site, {}, Replace(config, "/notes", "/log"), {""}},
      {"TheLanguage", site, {}, Replace(config, "lang: en", "lang: fr"), {""}},
      {"TheTimeZone", site, {}, Replace(config, "Asia/Taipei", "Asia/Tokyo"), {""}},
      {"HeadingIds", site, {}, Replace(config, "input: GFM", "input: kramdown"), {""}},
      {"ACollectionsPermalink", site, {}, Replace(config, "/kitchen/", "/cookery/"), {"_recipes/"}},
      {"TheStyleOfPermalinks", site, {}, Replace(config, "permalink: date", "permalink: pretty"), {""}},
      {"DefaultsOfAFolder", site, {}, Replace(config, "values: {lang: ja}", "values: {lang: ko}"), {"ja/"}},
      {"DefaultsOfAType", site, {}, Replace(config, "[diary]", "[journal]"), {"_posts/", "travel/_posts/"}},
      {"DefaultsOfAGlob", site, {}, Replace(config, "zh-TW", "zh-HK"), {"docs/"}},
      {"DefaultsOfACollectionsFolder", site, {}, Replace(config, "[winter]", "[snow]"), {"_recipes/冬/"}},
      {"DefaultsOfAll", site, {}, Replace(config, "小林", "小森"), {""}},
      {"AScopeMoved", site, {}, Replace(config, "path: ja}", "path: docs}"), {"ja/", "docs/"}},
      {"WhereDefaultsStand", site, {}, Replace(config, "defaults:", "# a remark\ndefaults:"), {}},
      {"ExcludedFiles", site, {}, Replace(config, "README.md, ", ""), {}},
      {"ACollectionPublished", site, {}, Replace(config, "output: false", "output: true"), {}},
      {"AnotherPage", site, {}, Write("_posts/2024-05-05-new.md", kPage), {}},
      {"OptionDrafts", site, {}, Set(&SourceOptions::drafts, true), {""}},
      {"OptionLanguage", site, {}, Set(&SourceOptions::language, "ko"), {""}},
      {"TheClock", site, {}, Set(&SourceOptions::now, Timestamp{2'000'000'000, 0}), {}},
      {"AFilesTime", site, {}, Touch("about.md"), {}},
      {"ADraftsTime", site, Set(&SourceOptions::drafts, true), Touch("_drafts/moon-on-water.md"), {"_drafts/"}},
  };
}
INSTANTIATE_TEST_SUITE_P(Jekyll, Dependencies, testing::ValuesIn(JekyllRows()), testing_support::RowName<Row>);

std::vector<Row> HexoRows() {
  const std::string config = "_config.yml";
  const std::string site = "hexo";
  const Edit undated_page = Write("source/undated.md", kPage);
  return {
      {"TheSubtitle", site, {}, Replace(config, "Tea and code\nauthor", "Code and tea\nauthor"), {}},
      {"Data", site, {}, Write("source/_data/teas.yml", "- 龙井\n"), {}},
      {"TheBaseUrl", site, {}, Replace(config, "/notes", "/log"), {""}},
      {"TheLanguages", site, {}, Replace(config, "  - zh-CN\n", ""), {""}},
      {"TheTimeZone", site, {}, Replace(config, "Asia/Shanghai", "Asia/Tokyo"), {""}},
      {"ThePermalink", site, {}, Replace(config, ":day/:title/", ":title/"), {"source/_posts/"}},
      {"ACategorysName", site, {}, Replace(config, "cloud native", "clouds"), {"source/_posts/"}},
      {"Anchors", site, {}, Replace(config, "smartypants: true", "modifyAnchors: 1"), {""}},
      {"WhatIsNotRendered", site, {}, Replace(config, "verify/**", "nothing/**"), {}},
      {"AnotherPage", site, {}, Write("source/_posts/2024-05-05-new.md", kPage), {}},
      {"OptionFuture", site, Append(config, "future: false\n"), Set(&SourceOptions::future, true), {""}},
      {"TheClock", site, {}, Set(&SourceOptions::now, Timestamp{2'000'000'000, 0}), {}},
      {"ADatedPostsTime", site, {}, Touch("source/_posts/2025-06-01-why-oolong.md"), {}},
      {"AnUndatedPagesTime", site, undated_page, Touch("source/undated.md"), {}},
      {"AnUndatedPagesTimeIfTheFutureIsLeftOut",
       site,
       Both(undated_page, Append(config, "future: false\n")),
       Touch("source/undated.md"),
       {"source/undated.md"}},
      {"AnUndatedPostsTime",
       site,
       Write("source/_posts/undated.md", kPage),
       Touch("source/_posts/undated.md"),
       {"source/_posts/undated.md"}},
      {"AnUndatedPostsTimeThatNoAddressShows",
       site,
       Both(Write("source/_posts/undated.md", kPage), Replace(config, ":year/:month/:day/:title/", ":title/")),
       Touch("source/_posts/undated.md"),
       {}},
  };
}
INSTANTIATE_TEST_SUITE_P(Hexo, Dependencies, testing::ValuesIn(HexoRows()), testing_support::RowName<Row>);

void MakeDocs(Site& site) {
  site.Write("README.md", "the home page of a folder, without a heading\n");
  site.Write("guide/README.md", "# Guide\n");
  site.Write("guide/a.md", "# A\n");
  site.Write("guide/b.md", "# B\n");
  site.Write("ja/README.md", "# お茶\n");
}

Edit Docs(std::string path, std::string text) {
  return [=](Site& site) {
    MakeDocs(site);
    site.Write(path, text);
  };
}

Edit MkDocs(std::string config) { return Both(Write("docs/a.md", "# A\n"), Write("mkdocs.yml", config)); }

std::vector<Row> MarkdownRows() {
  return {
      {"AnotherPage", "", MakeDocs, Write("guide/c.md", "# C\n"), {}},
      {"AnIndexBesideAReadme", "", MakeDocs, Write("guide/index.md", "# Index\n"), {"guide/README.md"}},
      {"TheFoldersName", "", MakeDocs, [](Site& site) { site.Rename("other"); }, {"README.md"}},
      {"OptionBaseUrl", "", MakeDocs, Set(&SourceOptions::base_url, "https://example.org/over/"), {""}},
      {"OptionLanguage", "", MakeDocs, Set(&SourceOptions::language, "ko"), {""}},
      {"AFilesTime", "", MakeDocs, Touch("guide/a.md"), {}},
      {"AFlavor", "", MakeDocs, Write(".vitepress/config.js", ""), {""}},
      {"MkDocsAddress",
       "",
       MkDocs("site_url: https://example.org/a/\n"),
       Write("mkdocs.yml", "site_url: https://example.org/b/\n"),
       {""}},
      {"MkDocsName", "", MkDocs("site_name: a\n"), Write("mkdocs.yml", "site_name: b\n"), {}},
      {"VitePressCleanUrls",
       "",
       Docs(".vitepress/config.js", "cleanUrls: false"),
       Write(".vitepress/config.js", "cleanUrls: true"),
       {""}},
      {"MdBookChapters",
       "",
       [](Site& site) {
         site.Write("book.toml", "[book]\nlanguage = 'en'\n");
         site.Write("src/SUMMARY.md", "[A](a.md)\n");
         site.Write("src/a.md", "# A\n");
         site.Write("src/b.md", "# B\n");
       },
       Write("src/SUMMARY.md", "[A](a.md)\n[B](b.md)\n"),
       {}},
      {"DocusaurusVersions",
       "",
       [](Site& site) {
         site.Write("docusaurus.config.js", "baseUrl: '/'\n");
         site.Write("versions.json", "[\"1.0\"]");
         site.Write("docs/a.md", "# A\n");
         site.Write("versioned_docs/version-1.0/a.md", "# A\n");
       },
       Write("versions.json", "[\"2.0\", \"1.0\"]"),
       {""}},
      {"ZolaLanguages",
       "",
       [](Site& site) {
         site.Write("config.toml", "base_url = 'https://example.org'\n");
         site.Write("content/a.fr.md", "+++\ntitle = 'A'\n+++\n");
       },
       Append("config.toml", "[languages.fr]\n"),
       {""}},
  };
}
INSTANTIATE_TEST_SUITE_P(Markdown, Dependencies, testing::ValuesIn(MarkdownRows()), testing_support::RowName<Row>);

std::string Html(const std::string& title, const std::string& head = "") {
  return "<html><head><title>" + title + "</title>" + head + "</head><body><main><p>" + title +
         "</p></main></body></html>";
}

std::string Canonical(const std::string& path) {
  return "<link rel=\"canonical\" href=\"https://example.org/base" + path + "\">";
}

void MakeBuiltSite(Site& site) {
  site.Write("index.html", Html("Lakeside", Canonical("/") + "<meta name=description content=Notes>"));
  site.Write("ja/index.html", Html("湖畔", Canonical("/ja/")));
  site.Write("ja/a.html", Html("お茶 | 湖畔", Canonical("/ja/a.html")));
  site.Write("notes/index.html", Html("Notes | Lakeside", Canonical("/notes/")));
  site.Write("a.html", Html("A | Lakeside", Canonical("/a.html")));
  site.Write("double.html", Html("Double | Lakeside", Canonical("/original.html")));
}

std::vector<Row> HtmlRows() {
  const auto home = [](const std::string& title, const std::string& rest) {
    return Write("index.html", Html(title, Canonical("/") + rest));
  };
  const std::string description = "<meta name=description content=Notes>";
  return {
      {"APage", "", MakeBuiltSite, Write("a.html", Html("Another | Lakeside")), {}},
      {"TheHomePagesTitle",
       "",
       MakeBuiltSite,
       home("Seaside", description),
       {"index.html", "notes/", "a.html", "double"}},
      {"ALanguagesHomePagesTitle", "", MakeBuiltSite, Write("ja/index.html", Html("海辺", Canonical("/ja/"))), {"ja/"}},
      {"TheHomePagesDescription",
       "",
       MakeBuiltSite,
       home("Lakeside", ""),
       {"index.html", "notes/", "a.html", "double"}},
      {"TheHomePagesText",
       "",
       MakeBuiltSite,
       [](Site& site) { site.Replace("index.html", "</main>", "<p>more</p></main>"); },
       {}},
      {"TheBasePath",
       "",
       MakeBuiltSite,
       [](Site& site) { site.Replace("index.html", "example.org/base", "example.org/other"); },
       {""}},
      {"AnotherPageAndItsFolder",
       "",
       MakeBuiltSite,
       Write("posts/b.html", Html("B", Canonical("/posts/b.html"))),
       {"double.html"}},
      {"APageThatMakesASection", "", MakeBuiltSite, Write("notes/b.html", Html("B")), {"notes/", "double.html"}},
      {"TheOriginalOfADouble", "", MakeBuiltSite, Write("original.html", Html("O")), {"double.html"}},
      {"OptionBaseUrl", "", MakeBuiltSite, Set(&SourceOptions::base_url, "https://example.org/over/"), {""}},
      {"OptionLanguage", "", MakeBuiltSite, Set(&SourceOptions::language, "ko"), {""}},
      {"OptionDrafts", "", MakeBuiltSite, Set(&SourceOptions::drafts, true), {}},
      {"AnAsset", "", MakeBuiltSite, Write("main.css", "x"), {}},
      {"AFilesTime", "", MakeBuiltSite, Touch("a.html"), {}},
  };
}
INSTANTIATE_TEST_SUITE_P(Html, Dependencies, testing::ValuesIn(HtmlRows()), testing_support::RowName<Row>);

constexpr const char* kLines =
    "{\"path\": \"a\", \"title\": \"A\", \"body\": \"text\"}\n"
    "{\"path\": \"b\", \"title\": \"B\", \"body\": \"text\", \"date\": \"no date\"}\n"
    "{\"path\": \"c\"}\n";

void MakeLines(Site& site) {
  site.name = "pages.jsonl";
  site.Write("", kLines);
}

std::vector<Row> JsonLinesRows() {
  const auto rewrite = [](const std::string& what, const std::string& with) {
    return [=](Site& site) { site.Replace("", what, with); };
  };
  return {
      {"ALineAbove",
       "",
       MakeLines,
       rewrite("{\"path\": \"a\"", "{\"path\": \"z\", \"title\": \"Z\"}\n{\"path\": \"a\""),
       {"b", "c"}},
      {"ALineBelow", "", MakeLines, [](Site& site) { site.Append("", "{\"path\": \"z\", \"title\": \"Z\"}\n"); }, {}},
      {"ALine", "", MakeLines, rewrite("text", "other text"), {}},
      {"TheFilesName", "", MakeLines, [](Site& site) { site.Rename("other.jsonl"); }, {"b", "c"}},
      {"OptionBaseUrl", "", MakeLines, Set(&SourceOptions::base_url, "https://example.org/over/"), {""}},
      {"OptionLanguage", "", MakeLines, Set(&SourceOptions::language, "ko"), {""}},
      {"TheClock", "", MakeLines, Set(&SourceOptions::now, Timestamp{2'000'000'000, 0}), {}},
  };
}
INSTANTIATE_TEST_SUITE_P(JsonLines, Dependencies, testing::ValuesIn(JsonLinesRows()), testing_support::RowName<Row>);

// Every line of a site's configuration or of a file with a cascade, taken away or made another, one at a time: whatever
// that does to a page, its hash tells. (Changed() checks.)
class EveryLine : public testing::TestWithParam<std::pair<std::string, std::vector<std::string>>> {
 protected:
  static std::vector<std::string> Lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line + "\n");
    return lines;
  }

  static std::string Joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }
};

TEST_P(EveryLine, TellsThePagesThatItChanges) {
  const auto& [sample, files] = GetParam();
  const Site site(sample);
  if (sample == "hexo") site.Replace("_config.yml", ":day/:title/", ":category/:title/");
  const auto before = site.LookAround();
  size_t different = 0;
  for (const std::string& file : files) {
    const std::string text = site.Text(file);
    const std::vector<std::string> lines = Lines(text);
    for (size_t i = 0; i < lines.size(); ++i) {
      std::vector<std::string> without = lines;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      std::vector<std::string> other = lines;
      std::replace_if(
          other[i].begin(), other[i].end(), [](char c) { return c == 'a' || c == 'e'; }, 'o');
      for (const auto& edited : {without, other}) {
        SCOPED_TRACE(file + ":" + std::to_string(i + 1));
        site.Write(file, Joined(edited));
        if (!OpenSite(site.root(), site.options).ok()) continue;  // now it is no configuration
        const auto after = site.LookAround(before);
        different += Changed(before, after).size();
      }
    }
    site.Write(file, text);
  }
  EXPECT_GT(different, before.size());  // else these edits show nothing
}

INSTANTIATE_TEST_SUITE_P(Samples, EveryLine,
                         testing::Values(std::pair("hugo-odd",
                                                   std::vector<std::string>{
                                                       kHugoConfig, "config/_default/languages.zh.toml",
                                                       "config/_default/languages.toml",
                                                       "config/_default/permalinks.json", "config/production/hugo.toml",
                                                       "content/zh/_index.md", "content/zh/recipes/_index.md"}),
                                         std::pair("jekyll", std::vector<std::string>{"_config.yml"}),
                                         std::pair("hexo", std::vector<std::string>{"_config.yml"})),
                         [](const auto& row) { return row.param.first == "hugo-odd" ? "hugo" : row.param.first; });

TEST(DependencyHash, IsTheSameInEveryProcessAndFolder) {
  for (const std::string sample : {"site", "hugo-odd", "jekyll", "hexo"}) {
    const auto here = Site(sample).LookAround();
    const auto there = Site(sample).LookAround();
    ASSERT_EQ(here.size(), there.size());
    for (const auto& [path, look] : here) {
      EXPECT_EQ(look.dependencies, there.at(path).dependencies) << path;
      EXPECT_EQ(look.bytes, there.at(path).bytes) << path;
    }
  }
  // Fixed values: nothing of an address or a seed of this process is in them.
  Value value;
  value.kind = Value::Kind::kScalar;
  value.text = "茶";
  value.line = 7;
  const std::vector<std::string> texts = {"a", "bc"};
  EXPECT_EQ(HashOf(texts, true, value), 2101904746502124479ULL);
  EXPECT_NE(HashOf(std::vector<std::string>{"ab", "c"}, true, value), HashOf(texts, true, value));
  value.line = 8;
  EXPECT_EQ(HashOf(texts, true, value), 2101904746502124479ULL);
}

// Most pages look at nothing special, so that a fresh checkout (new times) or a new page elsewhere does not have them
// read again.
TEST(DependencyHash, FewPagesLookAtTimesOrOtherFiles) {
  const auto count = [](const std::string& sample) {
    size_t special = 0;
    for (const auto& [path, look] : Site(sample).LookAround()) special += look.outcome.looks_at != 0 ? 1U : 0U;
    return special;
  };
  EXPECT_EQ(count("site"), 0U);
  EXPECT_EQ(count("jekyll"), 0U);
  EXPECT_EQ(count("hexo"), 0U);
}

TEST(Cascade, AWarningNamesNoLineOfAnotherFile) {
  Site site;
  site.Write("hugo.toml", "");
  site.Write("content/s/_index.md", "---\n#\n#\n#\ncascade: {date: never}\n---\n");
  site.Write("content/s/a.md", kPage);
  const auto looks = site.LookAround();
  // Line 5 of the section's file was reported as line 5 of the page.
  EXPECT_THAT(looks.at("content/s/a.md").outcome.warnings,
              ElementsAre(Warning{{"content/s/a.md", 0, 0}, "date is no date; it is ignored"}));
}

}  // namespace
}  // namespace sou::indexer
