// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page as Xapian takes it: its terms with their counts, its values; not its text (common/store/page_store.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include <xapian.h>

#include "common/store/page.h"
#include "indexer/build/term_counter.h"

namespace sou::indexer {

enum class SegmentKind : uint8_t { kBase, kDelta };  // common/store/generation.h

struct PageDocument {
  Xapian::Document document;  // of one thread at a time
  size_t postings = 0;
};

// One object per thread; reuse it, it keeps its buffers.
class PageDocumentMaker {
 public:
  explicit PageDocumentMaker(SegmentKind kind) : kind_(kind) {}
  [[nodiscard]] PageDocument Make(const Page& page);

 private:
  SegmentKind kind_;
  TermCounter counter_;
};

}  // namespace sou::indexer
