// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many queries in one run: TREC runs, milliseconds per query, evaluation.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "common/base/function_ref.h"
#include "common/base/result.h"
#include "query/evaluate/page_names.h"
#include "query/search/searcher.h"

namespace sou::query {

struct BatchOptions {
  std::filesystem::path queries;  // lines "qid<TAB>query"
  std::filesystem::path timings;  // empty: none; a line of milliseconds per query
  SearchRequest request;          // everything but the text of every query
};

using OnAnswer = FunctionRef<void(std::string_view qid, std::string_view query, const SearchResponse& response)>;

// Gives each query and its answer to `on_answer`, in the order of the file. An error names the line of a query file
// that is malformed.
Status RunBatch(const BatchOptions& options, Searcher* searcher, OnAnswer on_answer);

// "qid Q0 docno rank score sou", a line per hit; docno is the page's source path.
[[nodiscard]] std::string TrecLines(std::string_view qid, const SearchResponse& response);

// The names of every page of the index. Reads them all.
[[nodiscard]] Result<PageNames> NamesOfPages(Searcher* searcher);

}  // namespace sou::query
