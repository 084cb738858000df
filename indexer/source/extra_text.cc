// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/extra_text.h"

#include <algorithm>
#include <array>

#include "common/base/timestamp.h"
#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

constexpr std::array<std::string_view, 54> kMachinery = {
    "layout",    "type",     "icon",          "weight",  "menu",    "menus",    "identifier", "template",  "class",
    "classes",   "status",   "src",           "href",    "link",    "url",      "permalink",  "aliases",   "redirect",
    "redirects", "id",       "uuid",          "guid",    "color",   "theme",    "outputs",    "markup",    "toc",
    "math",      "comments", "robots",        "sitemap", "cascade", "build",    "_build",     "resources", "csl",
    "css",       "js",       "style",         "script",  "scripts", "position", "target",     "rel",       "parent",
    "pre",       "post",     "iscjklanguage", "email",   "avatar",  "format",   "kind",       "rtl",       "width"};

constexpr std::array<std::string_view, 22> kFileExtensions = {
    "png",  "jpg", "jpeg", "gif",  "webp", "svg", "avif", "ico",  "bmp",  "pdf", "mp4",
    "webm", "mp3", "css",  "html", "htm",  "md",  "xml",  "json", "yaml", "zip", "gz"};

bool IsWord(std::string_view text) { return text.find_first_of(" \t\n") == std::string_view::npos; }

bool IsTruthValue(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {"true", "false", "yes", "no", "on", "off", "null", "none"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return EqualsIgnoringCase(text, word); });
}

bool IsNumber(std::string_view text) {
  return text.find_first_not_of("0123456789.+-_%eEx") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

bool IsPath(std::string_view text) {
  if (text.find("://") != std::string_view::npos || text.starts_with("mailto:")) return true;
  if (!IsWord(text)) return false;
  if (text.front() == '/' || text.front() == '.' || text.front() == '#') return true;
  if (std::count(text.begin(), text.end(), '/') >= 2) return true;
  const size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string extension = AsciiLower(text.substr(dot + 1));
  return std::find(kFileExtensions.begin(), kFileExtensions.end(), extension) != kFileExtensions.end();
}

bool IsId(std::string_view text) {
  if (text.size() < 16 || !IsWord(text)) return false;
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const bool digits = std::any_of(text.begin(), text.end(), IsAsciiDigit);
  const bool letters = std::any_of(text.begin(), text.end(), IsAsciiLetter);
  return ascii && digits && letters;
}

// Recursion is bounded by kMaxValueDepth.
void Collect(const Value& value, UniqueTexts* out) {
  if (value.IsScalar()) {
    if (IsReadersText(TrimSpace(value.text))) out->Add(CleanLine(value.text));
    return;
  }
  for (const Value& item : value.items) {
    if (!value.IsMap() || !IsMachineryKey(item.key)) Collect(item, out);
  }
}

}  // namespace

bool IsReadersText(std::string_view text) {
  if (text.empty() || IsTruthValue(text) || IsNumber(text) || IsPath(text) || IsId(text)) return false;
  return !ParseTimestamp(text).has_value();
}

bool IsMachineryKey(std::string_view key) {
  const std::string lower = AsciiLower(key);
  if (lower.starts_with("ms.")) return true;  // the machinery of Microsoft's documentation
  return std::find(kMachinery.begin(), kMachinery.end(), lower) != kMachinery.end();
}

std::vector<std::string> CollectExtraText(const Value& fields, const std::vector<std::string_view>& known) {
  UniqueTexts out;
  for (const Value& item : fields.items) {
    const bool is_known = std::find(known.begin(), known.end(), AsciiLower(item.key)) != known.end();
    if (!is_known && !IsMachineryKey(item.key)) Collect(item, &out);
  }
  return out.Take();
}

}  // namespace sou::indexer
