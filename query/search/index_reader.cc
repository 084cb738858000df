// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/index_reader.h"

#include <algorithm>
#include <utility>

#include "common/store/generation.h"
#include "common/store/record.h"
#include "common/store/schema.h"

namespace sou::query {

using store::MakeTerm;
using store::TermField;
using Xapian::Query;

namespace {

template <typename T>
T Sound(Result<T> result) {
  if (!result.ok()) throw Xapian::DatabaseCorruptError(result.error().message);
  return *std::move(result);
}

// A page of the delta has the id of the page of the base that it replaces.
Query ReplacedPages(const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  std::vector<Query> terms;
  for (const std::string& id : ids) terms.emplace_back(MakeTerm(TermField::kId, id));
  return {Query::OP_AND_NOT, Query(Query::OP_OR, terms.begin(), terms.end()), Query(MakeTerm(TermField::kDelta, ""))};
}

}  // namespace

IndexReader::IndexReader(std::shared_ptr<const OpenGeneration> open) : open_(std::move(open)) {
  const store::Generation& generation = open_->generation;
  database_ = Xapian::Database(store::DatabasePath(store::BasePath(generation.folder)).string());
  if (!generation.manifest.delta) return;
  database_.add_database(Xapian::Database(store::DatabasePath(store::DeltaPath(generation.folder)).string()));
  replaced_ = ReplacedPages(generation.manifest.replaced);
  if (replaced_.empty()) return;
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(replaced_);
  const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
  for (auto page = found.begin(); page != found.end(); ++page) replaced_ids_.push_back(*page);
  std::sort(replaced_ids_.begin(), replaced_ids_.end());
}

// Xapian numbers the pages of several databases in turns.
std::string IndexReader::Record(Xapian::docid id) const {
  const auto segments = static_cast<Xapian::docid>(open_->pages.size());
  if (id == 0) throw Xapian::DatabaseCorruptError("there is no page 0");
  return Sound(open_->pages[(id - 1) % segments].Read((id - 1) / segments + 1));
}

Page IndexReader::ReadPage(Xapian::docid id) const { return Sound(store::DecodePage(Record(id))); }

std::vector<Xapian::docid> IndexReader::Postings(const std::string& term, size_t most) const {
  std::vector<Xapian::docid> pages;
  const auto end = database_.postlist_end(term);
  for (auto posting = database_.postlist_begin(term); posting != end && pages.size() < most; ++posting) {
    if (!std::binary_search(replaced_ids_.begin(), replaced_ids_.end(), *posting)) pages.push_back(*posting);
  }
  return pages;
}

Query Without(const Query& query, const Query& excluded) {
  if (query.empty() || excluded.empty()) return query;
  return {Query::OP_AND_NOT, query, excluded};
}

}  // namespace sou::query
