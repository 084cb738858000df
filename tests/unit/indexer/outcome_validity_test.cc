// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReadOutcome::valid_until, and what else SiteSource tells of a file without reading it: its time, its bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/indexer/site_look.h"

namespace sou::indexer {
namespace {

using testing::HasSubstr;

const std::string kNow = "2026-11-01T00:00:00Z";

struct Row {
  std::string name;
  std::string kind;
  std::string config;  // what its configuration file says more
  std::string path;
  std::string front_matter;
  std::string valid_until;  // empty: forever
  std::function<void(SourceOptions&)> set = [](SourceOptions&) {};
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

void Make(const Row& row, Site* site) {
  site->options.now = *ParseTimestamp(kNow);
  site->options.kind = row.kind;
  row.set(site->options);
  if (row.kind == "hugo") site->Write("hugo.toml", row.config);
  if (row.kind == "jekyll" || row.kind == "hexo") site->Write("_config.yml", "title: T\n" + row.config);
  if (row.kind == "jsonl") {
    site->name = "pages.jsonl";
    site->Write("", "{\"path\": \"" + row.path + "\", \"title\": \"T\"" + row.front_matter + "}\n");
  } else {
    site->Write(row.path, "---\ntitle: T\n" + row.front_matter + "---\ntext\n");
  }
}

class ValidUntil : public testing::TestWithParam<Row> {
 protected:
  // The outcome of the site's one page, read at that time.
  ReadOutcome ReadAt(const Timestamp& time) {
    site_.options.now = time;
    const std::unique_ptr<SiteSource> opened = site_.Open();
    const Listing listing = opened->List().value();
    EXPECT_EQ(listing.files.size(), 1U);
    return opened->Read(listing.files.at(0));
  }

  static bool ReadsAlike(const ReadOutcome& a, const ReadOutcome& b) {
    return a.page == b.page && a.left_out == b.left_out;
  }

  Site site_;
};

TEST_P(ValidUntil, IsWhenTheOutcomeChanges) {
  Make(GetParam(), &site_);
  const ReadOutcome now = ReadAt(*ParseTimestamp(kNow));
  EXPECT_EQ(now.valid_until ? FormatRfc3339(*now.valid_until) : "", GetParam().valid_until);
  const Timestamp end = now.valid_until.value_or(*ParseTimestamp("9998-01-01"));
  const int64_t begin = ParseTimestamp(kNow)->unix_seconds;
  ASSERT_GT(end.unix_seconds, begin);
  // Until then nothing changes; then it does.
  for (int64_t seconds : {int64_t{1}, (end.unix_seconds - begin) / 2, end.unix_seconds - begin - 1}) {
    if (begin + seconds >= end.unix_seconds) continue;
    EXPECT_TRUE(ReadsAlike(now, ReadAt({begin + seconds, 0}))) << seconds;
  }
  if (now.valid_until) {
    EXPECT_FALSE(ReadsAlike(now, ReadAt(end)));
  }
}

const auto kFuture = [](SourceOptions& options) { options.future = true; };
const auto kExpired = [](SourceOptions& options) { options.expired = true; };
const auto kDrafts = [](SourceOptions& options) { options.drafts = true; };

INSTANTIATE_TEST_SUITE_P(
    Pages, ValidUntil,
    testing::Values(
        Row{"NoDates", "hugo", "", "content/a.md", "", ""},
        Row{"Past", "hugo", "", "content/a.md", "date: 2020-01-01\n", ""},
        Row{"Future", "hugo", "", "content/a.md", "date: 2027-02-03T04:05:06+08:00\n", "2027-02-02T20:05:06Z"},
        Row{"FutureWanted", "hugo", "", "content/a.md", "date: 2027-02-03\n", "", kFuture},
        Row{"FutureWantedByTheSite", "hugo", "buildFuture = true\n", "content/a.md", "date: 2027-02-03\n", ""},
        Row{"FutureDraft", "hugo", "", "content/a.md", "date: 2027-02-03\ndraft: true\n", ""},
        Row{"FutureDraftWanted", "hugo", "", "content/a.md", "date: 2027-02-03\ndraft: true\n", "2027-02-03T00:00:00Z",
            kDrafts},
        Row{"Expiring", "hugo", "", "content/a.md", "expiryDate: 2027-02-03\n", "2027-02-03T00:00:01Z"},
        Row{"ExpiringWanted", "hugo", "", "content/a.md", "expiryDate: 2027-02-03\n", "", kExpired},
        Row{"Expired", "hugo", "", "content/a.md", "expiryDate: 2020-02-03\n", ""},
        Row{"FutureThenExpiring", "hugo", "", "content/a.md", "date: 2027-01-01\nexpiryDate: 2028-01-01\n",
            "2027-01-01T00:00:00Z"},
        Row{"FutureWantedThenExpiring", "hugo", "", "content/a.md", "date: 2027-01-01\nexpiryDate: 2028-01-01\n",
            "2028-01-01T00:00:01Z", kFuture},
        Row{"FutureAndExpired", "hugo", "", "content/a.md", "date: 2027-01-01\nexpiryDate: 2020-01-01\n",
            "2027-01-01T00:00:00Z"},
        Row{"Markdown", "markdown", "", "a.md", "date: 2027-02-03\n", "2027-02-03T00:00:00Z"},
        Row{"JsonLines", "jsonl", "", "a", ", \"expiry_date\": \"2027-02-03\"", "2027-02-03T00:00:01Z"},
        Row{"JekyllPost", "jekyll", "timezone: Asia/Taipei\n", "_posts/2027-02-03-a.md", "", "2027-02-02T16:00:00Z"},
        Row{"JekyllPage", "jekyll", "", "a.md", "date: 2027-02-03\n", ""},
        Row{"HexoPost", "hexo", "future: false\n", "source/_posts/a.md", "date: 2027-02-03 00:00:00\n",
            "2027-02-03T00:00:00Z"},
        Row{"HexoPostOfASiteWithoutFuture", "hexo", "", "source/_posts/a.md", "date: 2027-02-03 00:00:00\n", ""},
        // A document without a date has the day of publishing in its address.
        Row{"JekyllDocumentOfToday", "jekyll",
            "timezone: Asia/Taipei\ncollections: {n: {output: true, permalink: '/:day/:title'}}\n", "_n/a.md", "",
            "2026-11-01T16:00:00Z"},
        Row{"JekyllDocumentOfThisSecond", "jekyll", "collections: {n: {output: true, permalink: '/:second/:title'}}\n",
            "_n/a.md", "", "2026-11-01T00:00:01Z"},
        Row{"JekyllDocumentWithADate", "jekyll", "collections: {n: {output: true, permalink: '/:day/:title'}}\n",
            "_n/a.md", "date: 2020-01-01\n", ""},
        Row{"JekyllDocumentWithoutADateInItsAddress", "jekyll",
            "collections: {n: {output: true, permalink: '/:title'}}\n", "_n/a.md", "", ""}),
    testing_support::RowName<Row>);

// A kind, and a file of a site of that kind.
struct Kind {
  std::string kind;
  std::string path;
};

class EveryKind : public testing::TestWithParam<Kind> {
 protected:
  EveryKind() {
    const Row row = {"", GetParam().kind, "", GetParam().path, "", ""};
    Make(row, &site_);
    file_ = GetParam().kind == "jsonl" ? "" : GetParam().path;
  }

  Site site_;
  std::string file_;
};

TEST_P(EveryKind, TellsTheTimeOfAFileToTheNanosecond) {
  site_.Touch(file_, 1'700'000'000, 123'456'789);
  EXPECT_EQ(site_.LookAround().begin()->second.file.mtime_ns, 1'700'000'000'123'456'789);
}

TEST_P(EveryKind, TellsBytesApart) {
  const Look before = site_.LookAround().begin()->second;
  const std::string text = site_.Text(file_);
  EXPECT_EQ(site_.LookAround().begin()->second.bytes, before.bytes);
  site_.Replace(file_, "T", "U");  // as long as before
  const Look after = site_.LookAround().begin()->second;
  EXPECT_EQ(after.file.size, before.file.size);
  EXPECT_NE(after.bytes, before.bytes);
  site_.Write(file_, text);
  EXPECT_EQ(site_.LookAround().begin()->second.bytes, before.bytes);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(Kind{"hugo", "content/a.md"}, Kind{"jekyll", "a.md"},
                                         Kind{"hexo", "source/a.md"}, Kind{"markdown", "a.md"}, Kind{"html", "a.html"},
                                         Kind{"jsonl", "a"}),
                         [](const auto& row) { return row.param.kind; });

TEST(HashOfBytes, IsOfALineAlone) {
  Site site;
  site.name = "pages.jsonl";
  site.Write("", "{\"path\": \"a\", \"title\": \"A\"}\n{\"path\": \"b\", \"title\": \"B\"}\n");
  const auto before = site.LookAround();
  EXPECT_NE(before.at("a").bytes, before.at("b").bytes);
  site.Write("", "{\"path\": \"c\", \"title\": \"C\"}\n\n{\"path\": \"b\", \"title\": \"B\"}\n");
  EXPECT_EQ(site.LookAround().at("b").bytes, before.at("b").bytes);
}

TEST(HashOfBytes, FailsForAFileThatIsGone) {
  Site site;
  site.Write("a.md", "x\n");
  const std::unique_ptr<SiteSource> opened = site.Open();
  const SourceFile file = opened->List().value().files.at(0);
  site.Remove("a.md");
  const Error error = opened->HashOfBytes(file).error();
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_EQ(error.place.path, "a.md");
}

TEST(HashOfBytes, OfAFileBeyondTheLimitIsItsSize) {
  Site site;
  site.options.max_file_bytes = 10;
  site.Write("a.md", "long enough, a\n");
  const uint64_t before = site.LookAround().at("a.md").bytes;
  site.Write("a.md", "long enough, b\n");
  EXPECT_EQ(site.LookAround().at("a.md").bytes, before);
  site.Write("a.md", "long enough, bb\n");
  EXPECT_NE(site.LookAround().at("a.md").bytes, before);
}

// What comes through a pipe has no time of its own: it is that of reading it, so it is never taken for unchanged.
TEST(StandardInput, IsAsOldAsItsReading) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string line = "{\"path\": \"a\", \"title\": \"A\"}\n";
  ASSERT_EQ(::write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
  ::close(ends[1]);
  SourceOptions options;
  options.kind = "jsonl";
  timespec begin = {};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &begin);
  const Result<std::unique_ptr<SiteSource>> site = OpenSite("/proc/self/fd/" + std::to_string(ends[0]), options);
  ::close(ends[0]);
  ASSERT_TRUE(site.ok()) << site.error().ToString();
  const SourceFile file = (*site)->List().value().files.at(0);
  EXPECT_GE(file.mtime_ns, begin.tv_sec * kNanosecondsPerSecond + begin.tv_nsec);
  EXPECT_TRUE((*site)->HashOfBytes(file).ok());
}

}  // namespace
}  // namespace sou::indexer
