// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/render/terminal.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "common/base/printable.h"
#include "common/text/utf8.h"
#include "query/render/json.h"

namespace sou::query {
namespace {

constexpr size_t kIndent = 4;
constexpr size_t kMinColumns = 30;

bool IsControl(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  // Directional formatting could make a title look like another.
  return type == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

size_t WidthOf(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  const int8_t type = u_charType(code_point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int32_t width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

bool IsWide(std::string_view character) {
  size_t position = 0;
  return WidthOf(text::NextCodePoint(character, &position)) == 2;
}

// A character to show, or a blank where lines may break.
struct Cell {
  std::string text;
  size_t width = 0;
  bool match = false;
  bool code = false;
};

std::vector<Cell> CellsOf(const Parts& parts) {
  std::vector<Cell> cells;
  for (const Part& part : parts) {
    for (size_t position = 0; position < part.text.size();) {
      const size_t begin = position;
      const char32_t c = text::NextCodePoint(part.text, &position);
      const bool blank = u_isUWhiteSpace(static_cast<UChar32>(c));
      const bool again = blank && (cells.empty() || cells.back().text == " ");
      if (again || (!blank && IsControl(c))) continue;
      if (blank) {
        cells.push_back({" ", 1, false, part.code});
      } else {
        cells.push_back({part.text.substr(begin, position - begin), WidthOf(c), part.match, part.code});
      }
    }
  }
  return cells;
}

class Painter {
 public:
  explicit Painter(const TerminalStyle& style) : color_(style.color), columns_(std::max(style.columns, kMinColumns)) {}

  [[nodiscard]] std::string Paint(std::string_view code, std::string_view text) const {
    return color_ ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
  }

  // Wraps at blanks and beside wide characters; every line begins with `indent` blanks.
  [[nodiscard]] std::string Wrap(const Parts& parts, size_t indent, std::string_view base) const {
    const std::vector<Cell> cells = CellsOf(parts);
    std::string out;
    size_t line = 0;  // where the line begins
    size_t column = indent;
    for (size_t begin = 0; begin < cells.size();) {
      const size_t end = EndOfWord(cells, begin);
      size_t width = 0;
      for (size_t i = begin; i < end; ++i) width += cells[i].width;
      if (column > indent && column + width > columns_) {
        out += std::string(indent, ' ') + PaintCells(cells, line, begin, base) + "\n";
        column = indent;
        line = cells[begin].text == " " ? end : begin;
        if (line == end) width = 0;
      }
      column += width;
      begin = end;
    }
    return out + std::string(indent, ' ') + PaintCells(cells, line, cells.size(), base);
  }

  [[nodiscard]] std::string PaintCells(const std::vector<Cell>& cells, size_t begin, size_t end,
                                       std::string_view base) const {
    std::string out;
    while (begin < end) {
      size_t stop = begin;
      std::string run;
      const auto same = [&](const Cell& cell) {
        return cell.match == cells[begin].match && cell.code == cells[begin].code;
      };
      while (stop < end && same(cells[stop])) run += cells[stop++].text;
      const std::string_view color = cells[begin].match ? "1;33" : cells[begin].code ? "36" : base;
      out += color.empty() ? run : Paint(color, run);
      begin = stop;
    }
    return out;
  }

 private:
  static size_t EndOfWord(const std::vector<Cell>& cells, size_t begin) {
    size_t end = begin + 1;
    if (cells[begin].text == " " || cells[begin].width == 2) {
      while (end < cells.size() && cells[end].width == 0) ++end;
      return end;
    }
    while (end < cells.size() && cells[end].text != " " && !IsWide(cells[end].text)) ++end;
    return end;
  }

  bool color_;
  size_t columns_;
};

std::string PlainParts(const Parts& parts, const Painter& painter) {
  const std::vector<Cell> cells = CellsOf(parts);
  return painter.PaintCells(cells, 0, cells.size(), "");
}

std::string Plain(std::string_view text) {
  std::string out;
  for (const Cell& cell : CellsOf({{std::string(text), false}})) out += cell.text;
  return out;
}

std::string MetaLine(const Hit& hit) {
  std::string line = hit.url;
  if (hit.pinned) line += " · pinned";
  if (!hit.lang.empty()) line += " · " + hit.lang;
  if (hit.date) line += " · " + FormatRfc3339(*hit.date).substr(0, 10);
  for (const std::string& tag : hit.tags) line += " · #" + tag;
  return Plain(line);
}

std::string HitText(const Hit& hit, size_t number, const Painter& painter) {
  const std::string label = fmt::format("{:>2}. ", number);
  std::string out = painter.Paint("2", label) + painter.Wrap(hit.title, kIndent, "1;36").substr(kIndent) + "\n";
  out += std::string(kIndent, ' ') + painter.Paint("32", MetaLine(hit)) + "\n";
  if (!hit.snippet.empty()) out += painter.Wrap(hit.snippet, kIndent, "") + "\n";
  for (const SectionHit& section : hit.sections) {
    out += painter.Wrap(section.title, kIndent + 2, "36") + "  " + painter.Paint("32", Plain(section.url)) + "\n";
  }
  if (!hit.explanation.empty())
    out += std::string(kIndent, ' ') +
           painter.Paint("2", fmt::format("score {:.3f}: {}", hit.score, Plain(hit.explanation))) + "\n";
  return out + "\n";
}

std::string FacetText(const FacetResult& facet) {
  constexpr size_t kShown = 12;
  std::string out = std::string(FacetName(facet.facet)) + ": ";
  for (size_t i = 0; i < facet.counts.size() && i < kShown; ++i) {
    out += fmt::format("{}{} ({})", i == 0 ? "" : ", ", Plain(facet.counts[i].value), facet.counts[i].count);
  }
  if (facet.counts.size() > kShown) out += fmt::format(", … {} more", facet.counts.size() - kShown);
  return out + "\n";
}

std::string Summary(const SearchResponse& response) {
  if (response.match == Match::kNone) return "No page found.\n";
  const size_t last = response.offset + response.hits.size();
  const std::string total = fmt::format("{}{}", response.total_exact ? "" : "about ", response.total);
  std::string out = response.hits.empty() ? fmt::format("{} pages, none from {} on", total, response.offset + 1)
                                          : fmt::format("{}–{} of {}", response.offset + 1, last, total);
  if (response.match == Match::kSome) out += "; no page has all the words";
  return out + fmt::format(" ({:.1f} ms)\n", response.took_ms);
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t position = 0; position < text.size();) width += WidthOf(text::NextCodePoint(text, &position));
  return width;
}

std::string HarmlessLine(std::string_view text) {
  std::string out;
  for (const Cell& cell : CellsOf({{std::string(text), false}})) out += cell.text;
  return out;
}

std::string ToTerminal(const SearchResponse& response, const TerminalStyle& style) {
  const Painter painter(style);
  std::string out;
  for (const Diagnostic& diagnostic : response.diagnostics) {
    out += painter.Paint("33", fmt::format("note: {}", Plain(diagnostic.message))) + "\n";
  }
  if (response.corrected) out += fmt::format("Showing results for: {}\n\n", Plain(*response.corrected));
  if (response.suggestion) out += fmt::format("Did you mean: {}\n\n", Plain(*response.suggestion));
  if (!response.explanation.empty()) out += painter.Paint("2", Printable(response.explanation)) + "\n\n";
  for (size_t i = 0; i < response.hits.size(); ++i) {
    out += HitText(response.hits[i], response.offset + i + 1, painter);
  }
  for (const FacetResult& facet : response.facets) out += FacetText(facet);
  return out + painter.Paint("2", Summary(response));
}

std::string ToTerminal(const SuggestResponse& response, const TerminalStyle& style) {
  const Painter painter(style);
  std::string out;
  for (const Suggestion& suggestion : response.suggestions) {
    const std::string where = suggestion.url.empty() ? std::string(NameOf(suggestion.origin)) : Plain(suggestion.url);
    out += PlainParts(suggestion.text, painter) + "  " + painter.Paint("32", where) + "\n";
  }
  return out;
}

std::string ToTerminal(const RelatedResponse& response, const TerminalStyle& style) {
  const Painter painter(style);
  std::string out;
  if (!response.explanation.empty()) out += painter.Paint("2", Plain(response.explanation)) + "\n\n";
  for (size_t i = 0; i < response.hits.size(); ++i) out += HitText(response.hits[i], i + 1, painter);
  const std::string summary =
      response.hits.empty() ? "No related page.\n"
                            : fmt::format("{} related pages ({:.1f} ms)\n", response.hits.size(), response.took_ms);
  return out + painter.Paint("2", summary);
}

}  // namespace sou::query
