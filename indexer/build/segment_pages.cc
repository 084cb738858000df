// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/segment_pages.h"

#include <utility>

#include "common/store/generation.h"
#include "common/store/record.h"
#include "common/store/schema.h"

namespace sou::indexer {
namespace {

Error Unreadable(const Xapian::Error& error) {
  return {ErrorCode::kCorrupt, "cannot read a page back: " + error.get_description()};
}

}  // namespace

Result<SegmentPages> SegmentPages::Open(const std::filesystem::path& segment) {
  Result<store::PageStore> records = store::PageStore::Open(store::RecordsPath(segment));
  if (!records.ok()) return records.error();
  try {
    return SegmentPages(Xapian::Database(store::DatabasePath(segment).string()), std::move(*records));
  } catch (const Xapian::Error& error) {
    return Unreadable(error);
  }
}

Result<std::optional<Page>> SegmentPages::Find(const std::string& id) const {
  Xapian::docid number = 0;
  try {
    const std::string term = store::MakeTerm(store::TermField::kId, id);
    const Xapian::PostingIterator posting = database_.postlist_begin(term);
    if (posting == database_.postlist_end(term)) return std::optional<Page>();
    number = *posting;
  } catch (const Xapian::Error& error) {
    return Unreadable(error);
  }
  const Result<std::string> record = records_.Read(number);
  if (!record.ok()) return record.error();
  Result<Page> page = store::DecodePage(*record);
  if (!page.ok()) return page.error();
  return std::optional<Page>(std::move(*page));
}

}  // namespace sou::indexer
