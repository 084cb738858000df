// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site in a folder of its own, opened and read whole by one of the readers.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/site_source.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {

class SiteFixture : public testing::Test {
 protected:
  using Open = Result<std::unique_ptr<SiteSource>> (*)(const std::filesystem::path& root, const SourceOptions& options);

  SiteFixture(std::string_view kind, Open open) : kind_(kind), open_(open) {
    options_.now = *ParseTimestamp("2026-11-01");
  }

  // Reads everything: pages, and reasons for the others, by path.
  void Read() {
    const Result<std::unique_ptr<SiteSource>> site = open_(folder_.path(), options_);
    ASSERT_TRUE(site.ok()) << site.error().ToString();
    EXPECT_EQ((*site)->Kind(), kind_);
    const Result<Listing> listing = (*site)->List();
    ASSERT_TRUE(listing.ok());
    for (const LeftOut& left_out : listing->left_out) left_out_[left_out.path] = left_out.reason;
    for (const SourceFile& file : listing->files) Read(**site, file);
  }

  [[nodiscard]] std::map<std::string, std::string> Urls() const {
    std::map<std::string, std::string> urls;
    for (const auto& [path, page] : pages_) urls[path] = page.url;
    return urls;
  }

  testing_support::TestFolder folder_;
  SourceOptions options_;
  std::map<std::string, Page> pages_;
  std::map<std::string, std::string> left_out_;
  std::map<std::string, std::string> skipped_;
  std::vector<Warning> warnings_;

 private:
  void Read(const SiteSource& site, const SourceFile& file) {
    const ReadOutcome outcome = site.Read(file);
    EXPECT_EQ(outcome.page.has_value() + outcome.skipped.has_value() + outcome.left_out.has_value(), 1);
    if (outcome.page) pages_[file.path] = *outcome.page;
    if (outcome.left_out) left_out_[file.path] = *outcome.left_out;
    if (outcome.skipped) skipped_[file.path] = outcome.skipped->ToString();
    warnings_.insert(warnings_.end(), outcome.warnings.begin(), outcome.warnings.end());
  }

  std::string_view kind_;
  Open open_;
};

}  // namespace sou::indexer
