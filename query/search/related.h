// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages like a page: those that have the words which say most about it (Lucene's MoreLikeThis does the same). The index
// keeps no term lists, so the words come from the stored page, by the analyzer that indexed it. Translations of a page
// count as one page. One object per thread; Xapian::Error passes through.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "common/text/analyzer.h"
#include "query/plan/stop_words.h"
#include "query/search/index_reader.h"
#include "query/search/request.h"

namespace sou::query {

struct RelatedPage {
  Xapian::docid id = 0;
  double score = 0;
};

class RelatedFinder {
 public:
  // All outlive the finder. `hidden`: pages that are never found; may be empty. `site_language`: of the translation
  // that is shown where there is none in the page's own language.
  RelatedFinder(const IndexReader& index, const StopWords& stop_words, const Xapian::Query& hidden,
                std::string site_language, text::Analyzer* analyzer)
      : index_(index),
        database_(index.database()),
        stop_words_(stop_words),
        hidden_(hidden),
        site_language_(std::move(site_language)),
        analyzer_(analyzer) {}

  // Best first.
  [[nodiscard]] std::vector<RelatedPage> Find(const Page& page, const std::vector<std::string>& langs, size_t limit);

  // The words that the last search was for, best first.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  [[nodiscard]] std::vector<Xapian::docid> OwnPages(const Page& page) const;
  [[nodiscard]] Xapian::Query ScoreOf(const Page& page);
  [[nodiscard]] Xapian::docid ShownTranslation(Xapian::docid found, const Page& page,
                                               const std::vector<Xapian::Query>& allowed) const;
  [[nodiscard]] Xapian::Query Visible(const Xapian::Query& query) const;

  const IndexReader& index_;
  const Xapian::Database& database_;
  const StopWords& stop_words_;
  const Xapian::Query& hidden_;
  std::string site_language_;
  text::Analyzer* analyzer_;
  std::vector<std::string> words_;
};

// The page that the request means: by its source path, or by its address; 0 if there is none.
[[nodiscard]] Xapian::docid FindPage(const std::string& path_or_url, const IndexReader& index);

}  // namespace sou::query
