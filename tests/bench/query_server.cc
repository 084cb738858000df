// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers a query per line of standard input with a line of "wall CPU hits", milliseconds and a count, so that engines
// can be measured in turns (peers.py).
// usage: query_server INDEX sou|xapian
//   sou     what sou-serve does for a search box: ten hits with snippets and sections, facets tags, categories, lang
//   xapian  the least that any search on this index costs: BM25 over the query's words, stems and pairs of characters,
//           or-ed; ten ids, no text
#include <xapian.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "common/base/config.h"
#include "common/store/generation.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "query/search/index_reader.h"
#include "query/search/open_generation.h"
#include "query/search/search_service.h"

namespace {

using Answer = std::function<size_t(const std::string& query)>;  // gives the number of hits

constexpr size_t kHits = 10;

double ThreadCpuMilliseconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void Serve(const Answer& answer) {
  for (std::string query; std::getline(std::cin, query);) {
    const auto begin = std::chrono::steady_clock::now();
    const double begin_cpu = ThreadCpuMilliseconds();
    const size_t hits = answer(query);
    const double cpu = ThreadCpuMilliseconds() - begin_cpu;
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
    std::printf("%.4f %.4f %zu\n", wall.count(), cpu, hits);
    std::fflush(stdout);
  }
}

int Fail(const std::string& message) {
  std::fprintf(stderr, "query_server: %s\n", message.c_str());
  return 2;
}

int ServeSou(const std::string& index) {
  const auto config = sou::LoadConfig("", "", {});
  if (!config.ok()) return Fail(config.error().ToString());
  auto settings = sou::query::ReadSearchSettings(*config);
  if (!settings.ok()) return Fail(settings.error().ToString());
  const auto service = sou::query::SearchService::Open(index, std::move(*settings));
  if (!service.ok()) return Fail(service.error().ToString());
  Serve([&](const std::string& query) {
    sou::query::SearchRequest request;
    request.text = query;
    request.limit = kHits;
    request.facets = {sou::query::Facet::kTags, sou::query::Facet::kCategories, sou::query::Facet::kLang};
    const auto response = (*service)->Search(request);
    return response.ok() ? response->hits.size() : 0;
  });
  return 0;
}

std::vector<std::string> TermsOf(const std::string& query, const std::string& language, sou::text::Analyzer* analyzer) {
  using sou::store::MakeTerm;
  using sou::store::TermField;
  std::vector<std::string> terms;
  analyzer->Analyze(query, sou::text::Purpose::kQuery, language, [&](const sou::text::Token& token) {
    switch (token.kind) {
      case sou::text::TokenKind::kWord:
        terms.push_back(MakeTerm(token.segment == sou::text::SegmentKind::kRun
                                     ? sou::store::FieldOfRunWord(token.text, TermField::kWord, TermField::kGram)
                                     : TermField::kWord,
                                 token.text));
        break;
      case sou::text::TokenKind::kStem:
        terms.push_back(MakeTerm(TermField::kStem, token.text));
        break;
      case sou::text::TokenKind::kGram:
        terms.push_back(MakeTerm(TermField::kGram, token.text));
        break;
      default:
        break;
    }
  });
  return terms;
}

int ServeXapian(const std::string& index) {
  auto generation = sou::store::FindCurrent(index);
  if (!generation.ok()) return Fail(generation.error().ToString());
  const auto open = sou::query::Open(std::move(*generation));
  if (!open.ok()) return Fail(open.error().ToString());
  const std::string language = (*open)->languages.empty() ? "" : (*open)->languages.front();
  const sou::query::IndexReader reader(*open);
  const Xapian::Database& database = reader.database();
  sou::text::Analyzer analyzer;
  Serve([&](const std::string& query) -> size_t {
    const std::vector<std::string> terms = TermsOf(query, language, &analyzer);
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    return enquire.get_mset(0, kHits).size();
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 3 ? argv[2] : "";
  try {
    if (mode == "sou") return ServeSou(argv[1]);
    if (mode == "xapian") return ServeXapian(argv[1]);
  } catch (const Xapian::Error& error) {
    return Fail(error.get_description());
  }
  return Fail("usage: query_server INDEX sou|xapian");
}
