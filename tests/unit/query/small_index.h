// SPDX-License-Identifier: GPL-3.0-or-later
//
// An index of a few pages in a temporary folder, written as sou-index writes it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/base/config.h"
#include "common/base/files.h"
#include "common/store/generation.h"
#include "common/store/record.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "indexer/build/segment.h"
#include "indexer/build/shard_writer.h"
#include "indexer/build/suggestion_collector.h"
#include "indexer/build/vocabulary_builder.h"
#include "query/search/searcher.h"

namespace sou::query {

inline Page MakePage(std::string path, std::string title, std::string body, std::string language = "zh") {
  Page page;
  page.id = path;
  page.url = "/" + path + "/";
  page.path = std::move(path);
  page.title = std::move(title);
  page.body = std::move(body);
  page.language_tag = language;
  page.language = std::move(language);
  return page;
}

class SmallIndex {
 public:
  explicit SmallIndex(const std::vector<Page>& pages) {
    static int number = 0;
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("sou-small-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    Publish(1, pages);
  }
  ~SmallIndex() { std::filesystem::remove_all(folder_); }
  SmallIndex(const SmallIndex&) = delete;
  SmallIndex& operator=(const SmallIndex&) = delete;

  // Makes `pages` generation `number` and the current one.
  void Publish(uint64_t number, const std::vector<Page>& pages) {
    const std::filesystem::path generation = store::GenerationPath(folder_, number);
    std::filesystem::create_directories(generation);
    Result<indexer::ShardWriter> writer = indexer::ShardWriter::Create(generation / "shard");
    indexer::PageDocumentMaker documents(indexer::SegmentKind::kBase);
    ASSERT_TRUE(writer.ok()) << writer.error().ToString();
    store::Manifest manifest{.format = store::kFormatVersion, .analyzer = text::AnalyzerId(), .generation = number};
    manifest.pages = pages.size();
    indexer::SuggestionCollector suggestions;
    manifest.built_at = *ParseTimestamp("2025-01-01");
    for (const Page& page : pages) {
      suggestions.Add(page);
      ++manifest.languages[page.language];
      ASSERT_TRUE(writer->Add(documents.Make(page), store::EncodePage(page)).ok());
    }
    const Result<indexer::Shard> shard = writer->Close();
    ASSERT_TRUE(shard.ok()) << shard.error().ToString();
    ASSERT_TRUE(indexer::MergeShards({*shard}, store::BasePath(generation), 1).ok());
    const Result<std::string> suggestion_file = store::MakeSuggestions(suggestions.Take());
    ASSERT_TRUE(suggestion_file.ok()) << suggestion_file.error().ToString();
    ASSERT_TRUE(WriteFileDurably(store::SuggestionsPath(generation), *suggestion_file).ok());
    const Status vocabulary = indexer::BuildVocabulary(generation, {});
    ASSERT_TRUE(vocabulary.ok()) << vocabulary.error().ToString();
    Result<store::FileSums> files = store::SumFiles(generation);
    ASSERT_TRUE(files.ok()) << files.error().ToString();
    manifest.files = std::move(*files);
    ASSERT_TRUE(WriteFileDurably(store::ManifestPath(generation), store::ManifestToJson(manifest)).ok());
    ASSERT_TRUE(WriteFileDurably(store::CurrentPath(folder_), store::GenerationName(number) + "\n").ok());
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  // What sou.yaml says; for searches from now on.
  void Use(SearchSettings settings) { settings_ = std::make_shared<const SearchSettings>(std::move(settings)); }

  // Fails the test if the index cannot be opened.
  [[nodiscard]] Searcher OpenSearcher() const {
    Result<store::Generation> generation = store::FindCurrent(folder_);
    if (!generation.ok()) throw std::runtime_error(generation.error().ToString());
    Result<Searcher> searcher = Searcher::Open(*Open(*std::move(generation)), settings_);
    if (!searcher.ok()) throw std::runtime_error(searcher.error().ToString());
    return *std::move(searcher);
  }

  // Fails the test if the index cannot be searched.
  [[nodiscard]] SearchResponse Search(const SearchRequest& request) const {
    Result<SearchResponse> response = OpenSearcher().Search(request);
    if (!response.ok()) {
      ADD_FAILURE() << response.error().ToString();
      return {};
    }
    return *response;
  }
  [[nodiscard]] SearchResponse Search(const std::string& text) const {
    SearchRequest request;
    request.text = text;
    return Search(request);
  }

 private:
  std::filesystem::path folder_;
  std::shared_ptr<const SearchSettings> settings_ = std::make_shared<const SearchSettings>();
};

// A sou.yaml of these lines read.
inline Result<SearchSettings> SettingsOf(const std::string& yaml) {
  const std::filesystem::path file =
      std::filesystem::path(testing::TempDir()) / ("sou-settings-" + std::to_string(::getpid())) / "sou.yaml";
  std::filesystem::create_directories(file.parent_path());
  if (Status status = WriteFileDurably(file, yaml); !status.ok()) return status.error();
  const Result<Config> config = LoadConfig(file, "", {});
  std::filesystem::remove_all(file.parent_path());
  if (!config.ok()) return config.error();
  return ReadSearchSettings(*config);
}

// "a[b]c": parts as one line, matches in brackets.
inline std::string Bracketed(const Parts& parts) {
  std::string out;
  for (const Part& part : parts) out += part.match ? "[" + part.text + "]" : part.text;
  return out;
}

inline std::vector<std::string> Paths(const SearchResponse& response) {
  std::vector<std::string> paths;
  for (const Hit& hit : response.hits) paths.push_back(hit.path);
  return paths;
}

}  // namespace sou::query
