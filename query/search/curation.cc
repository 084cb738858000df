// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/curation.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "common/store/address.h"
#include "common/store/record.h"
#include "common/store/schema.h"
#include "common/text/fold.h"
#include "query/plan/filters.h"
#include "query/plan/language_prefix.h"

namespace sou::query {
namespace {

using Xapian::Query;

constexpr std::string_view kPins = "search.pins";
constexpr std::string_view kHide = "search.hide";
constexpr std::string_view kBoost = "search.boost";
constexpr double kLeastFactor = 0.1;
constexpr double kMostFactor = 10;
constexpr size_t kMaxBoosts = 64;

bool IsAddress(std::string_view text) {
  return text.starts_with('/') || text.starts_with("http://") || text.starts_with("https://");
}

// A '*' stands for all of a folder, at the end.
bool IsPattern(std::string_view text) {
  const size_t star = text.find('*');
  return IsAddress(text) && (star == std::string_view::npos || (star + 1 == text.size() && text.ends_with("/*")));
}

std::string TermOfPattern(std::string_view pattern) {
  const std::string folder = store::FolderOfPattern(pattern);
  return folder.empty() ? store::AddressTerm(pattern) : store::FolderTerm(folder);
}

Result<Curation::Pin> ReadPin(const ListItem& item) {
  const size_t arrow = item.text.find("=>");
  const std::string_view text = item.text;
  const std::string query = arrow == std::string::npos ? "" : PinKey(text.substr(0, arrow));
  const std::string_view address = arrow == std::string::npos ? "" : TrimBlanks(text.substr(arrow + 2));
  if (query.empty()) return WrongEntry(kPins, item, R"(it takes a query and a page, as in "云原生 => /posts/x/")");
  if (!IsAddress(address) || address.find('*') != std::string_view::npos)
    return WrongEntry(kPins, item, R"(behind "=>" stands one page's address, as in "云原生 => /posts/x/")");
  return Curation::Pin{query, std::string(address), item.source};
}

Result<Curation::Hidden> ReadHidden(const ListItem& item) {
  const std::string pattern(TrimBlanks(item.text));
  if (!IsPattern(pattern)) {
    return WrongEntry(kHide, item,
                      R"(it takes an address that begins with "/", or all of a folder: "/about/", "/drafts/*")");
  }
  return Curation::Hidden{pattern, item.source};
}

struct FieldWord {
  QueryField field;
  std::string_view name;
};
constexpr FieldWord kBoostFields[] = {{QueryField::kSection, "section"},   {QueryField::kTag, "tag"},
                                      {QueryField::kCategory, "category"}, {QueryField::kLang, "lang"},
                                      {QueryField::kAuthor, "author"},     {QueryField::kPath, "path"}};

std::string_view Unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

Result<Curation::Boost> ReadBoost(const ListItem& item) {
  const std::string_view text = TrimBlanks(item.text);
  const size_t blank = text.find_last_of(" \t");
  const size_t colon = text.find(':');
  if (blank == std::string_view::npos || colon == std::string_view::npos || colon > blank) {
    return WrongEntry(kBoost, item, R"(it takes pages and a factor, as in "section:posts 1.5")");
  }
  const auto field = std::find_if(std::begin(kBoostFields), std::end(kBoostFields),
                                  [&](const FieldWord& word) { return word.name == text.substr(0, colon); });
  if (field == std::end(kBoostFields)) {
    return WrongEntry(kBoost, item,
                      "there is no \"" + std::string(text.substr(0, colon)) +
                          "\"; there are section, tag, category, lang, author and path");
  }
  const std::string value(Unquoted(TrimBlanks(text.substr(colon + 1, blank - colon - 1))));
  if (value.empty()) return WrongEntry(kBoost, item, R"(the value is missing behind ":")");
  if (field->field == QueryField::kPath && !IsPattern(value))
    return WrongEntry(kBoost, item, R"(path: takes an address that begins with "/", or all of a folder: "/archive/*")");
  const std::string_view number = text.substr(blank + 1);
  double factor = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), factor);
  const bool whole = error == std::errc() && end == number.data() + number.size();
  if (!whole || !(factor >= kLeastFactor && factor <= kMostFactor))
    return WrongEntry(kBoost, item, "\"" + std::string(number) + "\" is no factor from 0.1 to 10");
  return Curation::Boost{field->field, value, factor, std::string(text), item.source};
}

template <typename T, typename Read>
Status ReadAll(const std::vector<ListItem>& items, const Read& read, std::vector<T>* out) {
  for (const ListItem& item : items) {
    Result<T> entry = read(item);
    if (!entry.ok()) return entry.error();
    out->push_back(std::move(*entry));
  }
  return {};
}

// The one term of the pages that a boost is for; nullopt if the value means nothing.
std::optional<std::string> TermOf(const Curation::Boost& boost, const Xapian::Database& database) {
  if (boost.field == QueryField::kPath) return TermOfPattern(boost.value);
  std::string reason;
  const auto query = MatchFilter(boost.field, boost.value, database, &reason);
  if (!query || query->get_terms_begin() == query->get_terms_end()) return std::nullopt;
  return *query->get_terms_begin();
}

}  // namespace

bool Curation::Hides(std::string_view url) const {
  if (hidden.empty()) return false;
  const std::string key = store::AddressKey(url);
  const std::vector<std::string> folders = store::AddressFolders(url);
  return std::any_of(hidden.begin(), hidden.end(), [&](const Hidden& hide) {
    const std::string folder = store::FolderOfPattern(hide.pattern);
    if (folder.empty()) return store::AddressKey(hide.pattern) == key;
    return std::find(folders.begin(), folders.end(), folder) != folders.end();
  });
}

Result<Curation> ReadCuration(const Config& config) {
  Curation curation;
  if (Status status = ReadAll(config.Items(kPins), ReadPin, &curation.pins); !status.ok()) return status.error();
  if (Status status = ReadAll(config.Items(kHide), ReadHidden, &curation.hidden); !status.ok()) return status.error();
  const std::vector<ListItem> boosts = config.Items(kBoost);
  if (boosts.size() > kMaxBoosts) {
    return WrongEntry(kBoost, boosts[kMaxBoosts], "there may be " + std::to_string(kMaxBoosts) + " entries at most");
  }
  if (Status status = ReadAll(boosts, ReadBoost, &curation.boosts); !status.ok()) return status.error();
  return curation;
}

std::string PinKey(std::string_view query) {
  std::string key;
  for (const char c : text::Fold(query)) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) key += c;
    if (blank && !key.empty() && key.back() != ' ') key += ' ';
  }
  constexpr std::string_view kSigns[] = {" ", "?", "!", ".", "。", ","};
  const auto ends_in_sign = [&] {
    return std::find_if(std::begin(kSigns), std::end(kSigns),
                        [&](std::string_view sign) { return key.ends_with(sign); });
  };
  for (auto sign = ends_in_sign(); sign != std::end(kSigns); sign = ends_in_sign())
    key.resize(key.size() - sign->size());
  return key;
}

OpenCuration::OpenCuration(const Curation& curation, const IndexReader& index) {
  OpenPins(curation, index);
  OpenHidden(curation, index.database());
  OpenBoosts(curation, index.database());
}

void OpenCuration::OpenPins(const Curation& curation, const IndexReader& index) {
  for (const Curation::Pin& pin : curation.pins) {
    const Xapian::docid page = FindPageByAddress(pin.address, index);
    const auto same = [&](const Pin& other) { return other.query == pin.query && other.page == page; };
    if (page == 0) {
      notes_.push_back(pin.source + ": " + std::string(kPins) + ": no page has the address " + pin.address);
    } else if (std::none_of(pins_.begin(), pins_.end(), same)) {
      pins_.push_back({pin.query, page});
    }
  }
}

void OpenCuration::OpenHidden(const Curation& curation, const Xapian::Database& database) {
  std::vector<Query> pages;
  for (const Curation::Hidden& hide : curation.hidden) {
    const std::string term = TermOfPattern(hide.pattern);
    if (database.term_exists(term)) {
      pages.emplace_back(term);
    } else {
      notes_.push_back(hide.source + ": " + std::string(kHide) + ": no page has the address " + hide.pattern);
    }
  }
  hidden_ = Query(Query::OP_OR, pages.begin(), pages.end());
}

void OpenCuration::OpenBoosts(const Curation& curation, const Xapian::Database& database) {
  std::vector<BoostRule> rules;
  for (const Curation::Boost& boost : curation.boosts) {
    const auto term = TermOf(boost, database);
    if (term && database.term_exists(*term)) {
      rules.push_back({*term, boost.factor});
    } else {
      notes_.push_back(boost.source + ": " + std::string(kBoost) + ": no page is meant by \"" + boost.text + "\"");
    }
  }
  if (rules.empty()) return;
  boosts_ = Boosts(std::move(rules), database);
  if (boosts_.left_out() > 0) {
    notes_.push_back(std::string(kBoost) + ": " + std::to_string(boosts_.left_out()) +
                     " entries are left out: too many different combinations");
  }
}

std::vector<Xapian::docid> OpenCuration::PinnedTo(std::string_view query, const Filters& filters,
                                                  const IndexReader& index) const {
  const Xapian::Database& database = index.database();
  std::vector<Xapian::docid> pages;
  if (pins_.empty()) return pages;
  const std::string key = PinKey(query);
  for (const Pin& pin : pins_) {
    if (pin.query == key) pages.push_back(pin.page);
  }
  if (pages.empty()) return pages;
  std::vector<Query> allowed = MatchFilters(filters, database);
  allowed.emplace_back(std::string());
  Query query_allowed(Query::OP_AND, allowed.begin(), allowed.end());
  query_allowed = Without(Without(query_allowed, hidden_), index.replaced());
  std::erase_if(pages, [&](Xapian::docid page) {
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Query id(store::MakeTerm(store::TermField::kId, index.ReadPage(page).id));
    enquire.set_query(Query(Query::OP_FILTER, id, query_allowed));
    return enquire.get_mset(0, 1).empty();
  });
  return pages;
}

Xapian::docid FindPageByAddress(std::string_view url, const IndexReader& index) {
  constexpr size_t kMaxLooked = 100;  // pages that share an address
  const std::string key = store::AddressKey(url);
  const std::vector<Xapian::docid> pages = index.Postings(store::AddressTerm(url), kMaxLooked);
  const auto own = std::find_if(pages.begin(), pages.end(),
                                [&](Xapian::docid page) { return store::AddressKey(index.ReadPage(page).url) == key; });
  return own != pages.end() ? *own : pages.empty() ? 0 : pages.front();
}

}  // namespace sou::query
