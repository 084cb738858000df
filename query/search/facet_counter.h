// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts how many matching pages have each value of a facet. Several slots of one facet are added up; spellings that
// fold to the same are one value, shown as most pages write it. One object per query and thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "query/search/request.h"

namespace sou::query {

class FacetCounter {
 public:
  // Throws Xapian::Error if the database cannot be read.
  FacetCounter(const std::vector<Facet>& facets, const Xapian::Database& database);

  // Counts every page that the matcher looks at; it must be told to look at all of them.
  void Attach(Xapian::Enquire* enquire);
  // Takes over what the attached spies have seen.
  void Harvest();
  // Counts one page.
  void Add(const Xapian::Document& document);

  [[nodiscard]] bool wanted() const { return !facets_.empty(); }
  [[nodiscard]] std::vector<FacetResult> Results() const;

 private:
  struct Spelling {
    std::map<std::string, size_t> pages;  // by spelling
  };
  struct Counts {
    Facet facet = Facet::kTags;
    std::vector<Xapian::valueno> slots;      // those that any page fills
    std::map<std::string, Spelling> values;  // by folded value
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
  };
  static void AddValue(const std::string& value, size_t pages, Counts* counts);

  std::vector<Counts> facets_;
};

}  // namespace sou::query
