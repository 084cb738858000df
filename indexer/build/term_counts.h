// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often each term of a page counts. A table with open addressing over one buffer of bytes: a page has thousands of
// tokens, and once the table has grown none of them allocates. One object per thread, used for page after page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

class TermCounts {
 public:
  struct Entry {
    std::string_view term;
    uint32_t count = 0;  // 0: only added with 0, a boolean term
  };

  TermCounts();

  // Forgets all terms, keeps the memory.
  void Clear();
  void Add(std::string_view term, uint32_t count);
  [[nodiscard]] size_t size() const { return used_.size(); }

  // Ascending by bytes, as Xapian keeps them. Valid until the next Add or Clear.
  [[nodiscard]] const std::vector<Entry>& Sorted();

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t begin = 0;  // in bytes_
    uint32_t size = 0;   // 0: free; no term is empty
    uint32_t count = 0;
  };
  void Grow();

  std::string bytes_;
  std::vector<Slot> slots_;     // a power of two of them, at most half in use
  std::vector<uint32_t> used_;  // slots in use
  std::vector<Entry> sorted_;
};

}  // namespace sou::indexer
