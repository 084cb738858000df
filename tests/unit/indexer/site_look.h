// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site that is looked at, edited and looked at again: which pages' dependencies changed, and whether every page that
// reads otherwise than before can be told by its hashes.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "indexer/source/site_source.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {

// What is seen of one file.
struct Look {
  Timestamp at;
  SourceFile file;
  ReadOutcome outcome;
  uint64_t bytes = 0;
  uint64_t dependencies = 0;  // by what the outcome looked at
  uint64_t all = 0;           // by everything
};

inline bool IsSame(const ReadOutcome& a, const ReadOutcome& b) {
  const auto text = [](const std::optional<Error>& error) { return error ? error->ToString() : std::string(); };
  return a.page == b.page && text(a.skipped) == text(b.skipped) && a.left_out == b.left_out &&
         a.warnings == b.warnings && a.valid_until == b.valid_until && a.looks_at == b.looks_at;
}

class Site {
 public:
  Site() { options.now = *ParseTimestamp("2026-11-01"); }
  // A copy of one of tests/data.
  explicit Site(const std::string& sample) : Site() {
    std::filesystem::copy(SOU_TEST_DATA "/" + sample, root(), std::filesystem::copy_options::recursive);
  }

  [[nodiscard]] std::filesystem::path root() const { return folder_.path() / name; }

  // Paths are relative to the root; "" is the root itself, if the site is a file.
  [[nodiscard]] std::string PathOf(const std::string& path) const { return path.empty() ? name : name + "/" + path; }
  void Write(const std::string& path, const std::string& content) const { folder_.Write(PathOf(path), content); }
  void Remove(const std::string& path) const { std::filesystem::remove_all(folder_.path() / PathOf(path)); }
  void Append(const std::string& path, const std::string& content) const { Write(path, Text(path) + content); }

  [[nodiscard]] std::string Text(const std::string& path) const {
    std::ifstream file(folder_.path() / PathOf(path), std::ios::binary);
    EXPECT_TRUE(file.is_open()) << path;
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // Puts `with` in the place of the first `what`, which must be there.
  void Replace(const std::string& path, const std::string& what, const std::string& with) const {
    std::string text = Text(path);
    const size_t at = text.find(what);
    ASSERT_NE(at, std::string::npos) << path << " has no " << what;
    Write(path, text.replace(at, what.size(), with));
  }

  // Sets the time of the last change.
  void Touch(const std::string& path, int64_t seconds, int64_t nanoseconds = 0) const {
    const timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (folder_.path() / PathOf(path)).c_str(), times, 0), 0) << path;
  }

  void Rename(std::string to) {
    const std::filesystem::path from = root();
    name = std::move(to);
    std::filesystem::rename(from, root());
  }

  [[nodiscard]] std::unique_ptr<SiteSource> Open() const {
    Result<std::unique_ptr<SiteSource>> site = OpenSite(root(), options);
    EXPECT_TRUE(site.ok()) << site.error().ToString();
    return site.ok() ? std::move(*site) : nullptr;
  }

  // Everything there is; with the looks of before, dependencies are hashed by what was looked at then, as a second run
  // does.
  [[nodiscard]] std::map<std::string, Look> LookAround(const std::map<std::string, Look>& before = {}) const {
    std::map<std::string, Look> looks;
    const std::unique_ptr<SiteSource> site = Open();
    if (site == nullptr) return looks;
    const Listing listing = site->List().value();
    for (const SourceFile& file : listing.files) {
      Look look;
      look.at = options.now;
      look.file = file;
      look.outcome = site->Read(file);
      look.bytes = site->HashOfBytes(file).value();
      const auto known = before.find(file.path);
      const uint8_t looks_at = known == before.end() ? look.outcome.looks_at : known->second.outcome.looks_at;
      look.dependencies = site->DependencyHash(file, looks_at);
      look.all = site->DependencyHash(file, kLooksAtAll);
      looks.emplace(file.path, std::move(look));
    }
    return looks;
  }

  SourceOptions options;
  std::string name = "site";

 private:
  testing_support::TestFolder folder_;
};

// The files that are there before and after and whose dependencies changed; the law of the hashes is checked of all.
inline std::set<std::string> Changed(const std::map<std::string, Look>& before,
                                     const std::map<std::string, Look>& after) {
  std::set<std::string> changed;
  for (const auto& [path, now] : after) {
    const auto known = before.find(path);
    if (known == before.end()) continue;
    const Look& then = known->second;
    const bool is_over = then.outcome.valid_until && now.at.unix_seconds >= then.outcome.valid_until->unix_seconds;
    const bool is_told = then.dependencies != now.dependencies || then.bytes != now.bytes || is_over;
    EXPECT_TRUE(is_told || IsSame(then.outcome, now.outcome))
        << path << " reads otherwise, but neither bytes, dependencies nor time are said to have changed";
    EXPECT_TRUE(then.all != now.all || then.dependencies == now.dependencies || then.bytes != now.bytes)
        << path << ": all that could be looked at is the same, what was looked at is not";
    if (then.dependencies != now.dependencies) changed.insert(path);
  }
  return changed;
}

}  // namespace sou::indexer
