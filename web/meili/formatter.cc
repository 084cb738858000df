// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/formatter.h"

#include <algorithm>
#include <cmath>

#include "web/meili/crop.h"

namespace sou::web::meili {
namespace {

using query::Part;
using query::Parts;

std::string EscapeHtml(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

OrderedJson PositionsOf(const Parts& parts) {
  OrderedJson positions = OrderedJson::array();
  size_t at = 0;
  for (const Part& part : parts) {
    if (part.match) positions.push_back({{"start", at}, {"length", part.text.size()}});
    at += part.text.size();
  }
  return positions;
}

OrderedJson AllPositions(const Document& document) {
  OrderedJson all = OrderedJson::object();
  for (const Field& field : document) {
    OrderedJson positions = PositionsOf(field.parts);
    if (!positions.empty()) all[std::string(field.name)] = std::move(positions);
  }
  return all;
}

}  // namespace

double RankingScore(double score, const SearchQuery& query) {
  constexpr double kHalf = 10;
  if (query.text.empty()) return 1;
  const double positive = std::max(score, 0.0);
  return std::round(positive / (positive + kHalf) * 1e6) / 1e6;
}

Formatter::Formatter(const SearchQuery& query)
    : query_(query), escapes_(query.pre_tag.find('<') != std::string::npos) {}

OrderedJson Formatter::Format(const Document& document, double score) const {
  OrderedJson hit = OrderedJson::object();
  OrderedJson formatted = OrderedJson::object();
  for (const Field& field : document) {
    const bool asked = query_.retrieve.Has(field.name);
    if (asked) hit[std::string(field.name)] = field.value;
    if (asked || query_.highlight.Has(field.name) || query_.crop.contains(field.name))
      formatted[std::string(field.name)] = FormattedField(field);
  }
  if (query_.WantsFormatted()) hit["_formatted"] = std::move(formatted);
  if (query_.show_positions) hit["_matchesPosition"] = AllPositions(document);
  if (query_.show_score) hit["_rankingScore"] = RankingScore(score, query_);
  return hit;
}

OrderedJson Formatter::FormattedField(const Field& field) const {
  if (!field.value.is_string()) return FormattedValue(field.value);
  if (!field.parts.empty()) return FormattedText(field.parts, field.name);
  return FormattedText({{.text = field.value.get<std::string>()}}, field.name);
}

// Numbers become text, as in Meilisearch.
OrderedJson Formatter::FormattedValue(const OrderedJson& value) const {
  if (value.is_string()) return Escaped(value.get<std::string>());
  if (value.is_number()) return value.dump();
  if (!value.is_array()) return value;
  OrderedJson list = OrderedJson::array();
  for (const OrderedJson& item : value) list.push_back(FormattedValue(item));
  return list;
}

std::string Formatter::FormattedText(const Parts& parts, std::string_view field) const {
  const std::optional<size_t> words = query_.CropOf(field);
  const Cropped cropped = words ? Crop(parts, *words) : Cropped{parts};
  const bool highlights = query_.highlight.Has(field);
  std::string out = cropped.cut_front ? query_.crop_marker : "";
  for (const Part& part : cropped.parts) {
    const bool marked = highlights && part.match;
    if (marked) out += query_.pre_tag;
    out += Escaped(part.text);
    if (marked) out += query_.post_tag;
  }
  return cropped.cut_back ? out + query_.crop_marker : out;
}

std::string Formatter::Escaped(const std::string& text) const { return escapes_ ? EscapeHtml(text) : text; }

}  // namespace sou::web::meili
