// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/page_query.h"

#include <algorithm>

#include "common/base/percent.h"
#include "web/api/search_params.h"

namespace sou::web {
namespace {

std::string Value(const Params& params, std::string_view name) {
  const auto found = params.find(name);
  return found == params.end() ? std::string() : found->second;
}

// The values of a facet that is a plain list; nullptr for the year, which is a pair of dates. Of a
// const query or not.
template <typename Query>
auto ValuesOf(Query& of, query::Facet facet) -> decltype(&of.tags) {
  switch (facet) {
    case query::Facet::kTags:
      return &of.tags;
    case query::Facet::kCategories:
      return &of.categories;
    case query::Facet::kLang:
    case query::Facet::kLangTag:
      return &of.langs;
    case query::Facet::kSection:
      return &of.sections;
    case query::Facet::kYear:
    case query::Facet::kDate:
      break;
  }
  return nullptr;
}

}  // namespace

PageQuery PageQuery::From(const Params& params, const query::SearchRequest& request) {
  PageQuery out;
  out.text = request.text;
  out.langs = request.filters.langs;
  out.tags = request.filters.tags;
  out.categories = request.filters.categories;
  out.sections = request.filters.sections;
  out.after = Value(params, "after");
  out.before = Value(params, "before");
  out.sort = request.sort;
  out.limit = request.limit;
  out.offset = request.offset;
  out.ui = Value(params, "ui");
  return out;
}

std::vector<PageQuery::Field> PageQuery::Fields() const {
  std::vector<Field> fields;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) fields.emplace_back(name, value);
  };
  add("q", text);
  for (const std::string& value : langs) add("lang", value);
  for (const std::string& value : tags) add("tag", value);
  for (const std::string& value : categories) add("category", value);
  for (const std::string& value : sections) add("section", value);
  add("after", after);
  add("before", before);
  if (sort == query::Sort::kDate) add("sort", "date");
  if (limit != kDefaultLimit) add("limit", std::to_string(limit));
  if (offset != 0) add("offset", std::to_string(offset));
  add("ui", ui);
  return fields;
}

std::string PageQuery::Href() const {
  std::string href;
  for (const auto& [name, value] : Fields()) {
    href.append(href.empty() ? "?" : "&").append(name).append("=").append(PercentEncode(value, PercentSet::kQuery));
  }
  return href.empty() ? "?" : href;
}

bool PageQuery::HasFilters() const {
  return !langs.empty() || !tags.empty() || !categories.empty() || !sections.empty() || !after.empty() ||
         !before.empty();
}

bool PageQuery::Selects(query::Facet facet, std::string_view value) const {
  const std::vector<std::string>* values = ValuesOf(*this, facet);
  if (values == nullptr) return after == value && before == value;
  return std::find(values->begin(), values->end(), value) != values->end();
}

PageQuery PageQuery::Toggled(query::Facet facet, const std::string& value) const {
  PageQuery out = At(0);
  const bool selected = Selects(facet, value);
  std::vector<std::string>* values = ValuesOf(out, facet);
  if (values == nullptr) {
    out.after = out.before = selected ? std::string() : value;
  } else if (selected) {
    std::erase(*values, value);
  } else {
    values->push_back(value);
  }
  return out;
}

PageQuery PageQuery::WithoutFilters() const {
  PageQuery out;
  out.text = text;
  out.sort = sort;
  out.limit = limit;
  out.ui = ui;
  return out;
}

PageQuery PageQuery::OnlyFilters() const {
  PageQuery out;
  out.langs = langs;
  out.tags = tags;
  out.categories = categories;
  out.sections = sections;
  out.after = after;
  out.before = before;
  return out;
}

PageQuery PageQuery::WithoutDates() const {
  PageQuery out = At(0);
  out.after.clear();
  out.before.clear();
  return out;
}

PageQuery PageQuery::SortedBy(query::Sort order) const {
  PageQuery out = At(0);
  out.sort = order;
  return out;
}

PageQuery PageQuery::For(const std::string& other_text) const {
  PageQuery out = At(0);
  out.text = other_text;
  return out;
}

PageQuery PageQuery::At(size_t new_offset) const {
  PageQuery out = *this;
  out.offset = new_offset;
  return out;
}

PageQuery PageQuery::InLanguage(std::string_view code) const {
  PageQuery out = *this;
  out.ui = code;
  return out;
}

}  // namespace sou::web
