// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many queries in one run, for evaluation: a TREC run, and milliseconds per query.
#pragma once

#include <cstdio>
#include <filesystem>

#include "common/base/result.h"
#include "query/search/searcher.h"

namespace sou::query {

struct BatchOptions {
  std::filesystem::path queries;  // lines "qid<TAB>query"
  std::filesystem::path timings;  // empty: none; a line of milliseconds per query, snippets included
  SearchRequest request;          // limit and filters of every query
};

// Writes "qid Q0 docno rank score sou" to `out`; docno is the page's source path. Gives the number of queries with
// hits. An error names the line of a query file that is malformed.
Result<size_t> RunBatch(const BatchOptions& options, Searcher* searcher, std::FILE* out);

}  // namespace sou::query
