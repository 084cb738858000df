// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML that is escaped because there is no way to write it unescaped. Element and attribute names
// are literals of ours; text and attribute values may be anything. One thread at a time.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::web {

// The text with & < > " ' as entities and control characters (but tab and line ends) as spaces:
// safe between tags and in quoted attributes. The only HTML escaping in Sou.
[[nodiscard]] std::string EscapeHtml(std::string_view text);

struct Attribute {
  std::string_view name;
  std::optional<std::string_view> value = std::string_view();  // nullopt leaves the attribute out; "" writes it bare
};

class HtmlWriter {
 public:
  using Attributes = std::initializer_list<Attribute>;

  // `element` must outlive the writer until Close: a literal.
  HtmlWriter& Open(std::string_view element, Attributes attributes = {});
  HtmlWriter& Close();
  // An element without content or end tag: input, link, meta.
  HtmlWriter& Void(std::string_view element, Attributes attributes);
  HtmlWriter& Text(std::string_view text);
  HtmlWriter& Element(std::string_view element, Attributes attributes, std::string_view text);

  // The document so far, everything open closed. The writer is empty afterwards.
  [[nodiscard]] std::string Take();

 private:
  void Tag(std::string_view element, Attributes attributes);

  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace sou::web
