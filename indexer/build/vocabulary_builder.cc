// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/vocabulary_builder.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/store/generation.h"
#include "common/store/schema.h"
#include "common/store/vocabulary.h"
#include "indexer/build/segment_pages.h"
#include "indexer/build/term_counter.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

using store::TermField;
using store::VocabularyWriter;

// Where no word of a vocabulary lies: terms with a prefix, and words of Han.
struct Gap {
  std::string_view begin;
  std::string_view end;
};
constexpr Gap kGaps[] = {{"A", "["}, {"\u3400", "\uA000"}};

// Pages that do not count, by term.
using Discount = std::unordered_map<std::string, uint32_t>;

// The terms of the replaced pages, made again from their records as they were made when the base was built.
Result<Discount> TermsOf(const std::vector<std::string>& replaced, const fs::path& base) {
  Discount discount;
  if (replaced.empty()) return discount;
  const Result<SegmentPages> pages = SegmentPages::Open(base);
  if (!pages.ok()) return pages.error();
  TermCounter counter;
  for (const std::string& id : replaced) {
    const Result<std::optional<Page>> page = pages->Find(id);
    if (!page.ok()) return page.error();
    if (!*page) continue;
    for (const TermCounts::Entry& entry : counter.Count(**page)) ++discount[std::string(entry.term)];
  }
  return discount;
}

Xapian::Database OpenSegments(const fs::path& generation) {
  Xapian::Database database(store::DatabasePath(store::BasePath(generation)).string());
  const fs::path delta = store::DatabasePath(store::DeltaPath(generation));
  std::error_code code;
  if (fs::exists(delta, code)) database.add_database(Xapian::Database(delta.string()));
  return database;
}

void AddWords(const Xapian::Database& database, const Discount& discount, VocabularyWriter* writer) {
  const auto counted = [&](const std::string& term, Xapian::doccount pages) {
    const auto less = discount.find(term);
    return less == discount.end() ? pages : pages - std::min(pages, less->second);
  };
  const std::string_view title_prefix = store::RuleOf(TermField::kTitleWord).prefix;
  Xapian::TermIterator title = database.allterms_begin(std::string(title_prefix));
  const Xapian::TermIterator no_title = database.allterms_end(std::string(title_prefix));
  Xapian::TermIterator term = database.allterms_begin();
  const Xapian::TermIterator end = database.allterms_end();
  while (term != end) {
    const std::string word = *term;
    bool skipped = false;
    for (const Gap& gap : kGaps) {
      if (word < gap.begin || word >= gap.end) continue;
      term.skip_to(std::string(gap.end));
      skipped = true;
      break;
    }
    if (skipped) continue;
    const std::string in_title = store::MakeTerm(TermField::kTitleWord, word);
    if (title != no_title) title.skip_to(in_title);
    const uint32_t pages = counted(word, term.get_termfreq());
    const uint32_t titles = title != no_title && *title == in_title ? counted(in_title, title.get_termfreq()) : 0;
    if (pages > 0 && store::IsVocabularyWord(word)) writer->Add({word, pages, titles});
    ++term;
  }
}

}  // namespace

Status BuildVocabulary(const fs::path& generation, const std::vector<std::string>& replaced) {
  const fs::path path = store::VocabularyPath(generation);
  Result<VocabularyWriter> writer = VocabularyWriter::Create(path);
  if (!writer.ok()) return writer.error();
  try {
    const Result<Discount> discount = TermsOf(replaced, store::BasePath(generation));
    if (!discount.ok()) return discount.error();
    AddWords(OpenSegments(generation), *discount, &*writer);
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kIo, "cannot read the terms back: " + error.get_description(), {path.string()}};
  }
  return writer->Finish();
}

}  // namespace sou::indexer
