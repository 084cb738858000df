// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/html_writer.h"

#include <utility>

namespace sou::web {

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F) {
      out += ' ';
    } else {
      out += c;
    }
  }
  return out;
}

HtmlWriter& HtmlWriter::Open(std::string_view element, Attributes attributes) {
  Tag(element, attributes);
  open_.push_back(element);
  return *this;
}

HtmlWriter& HtmlWriter::Close() {
  if (open_.empty()) return *this;
  out_.append("</").append(open_.back()).append(">");
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::Void(std::string_view element, Attributes attributes) {
  Tag(element, attributes);
  return *this;
}

HtmlWriter& HtmlWriter::Text(std::string_view text) {
  out_ += EscapeHtml(text);
  return *this;
}

HtmlWriter& HtmlWriter::Element(std::string_view element, Attributes attributes, std::string_view text) {
  return Open(element, attributes).Text(text).Close();
}

std::string HtmlWriter::Take() {
  while (!open_.empty()) Close();
  return std::exchange(out_, {});
}

void HtmlWriter::Tag(std::string_view element, Attributes attributes) {
  out_.append("<").append(element);
  for (const Attribute& attribute : attributes) {
    if (!attribute.value) continue;
    out_.append(" ").append(attribute.name);
    if (!attribute.value->empty()) out_.append("=\"").append(EscapeHtml(*attribute.value)).append("\"");
  }
  out_ += '>';
}

}  // namespace sou::web
