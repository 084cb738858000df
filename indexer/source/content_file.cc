// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/content_file.h"

#include <unicode/ucsdet.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "common/base/files.h"
#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/front_matter.h"
#include "indexer/source/hexo/tags.h"
#include "indexer/source/html_text.h"
#include "indexer/source/hugo/shortcodes.h"
#include "indexer/source/jekyll/kramdown.h"
#include "indexer/source/jekyll/liquid.h"
#include "indexer/source/markdown.h"
#include "indexer/source/markdown/containers.h"
#include "indexer/source/markdown/mdx.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
// ICU's detector looks at the beginning of the text; so much is plenty.
constexpr size_t kDetectBytes = 64 * 1024;
// Below this (of 100) its guess is noise.
constexpr int32_t kMinConfidence = 10;
// A longer summary is an article.
constexpr size_t kMaxSummaryBytes = 2000;

Place PlaceOf(std::string_view bytes, size_t offset, const std::string& path) {
  const std::string_view before = bytes.substr(0, offset);
  const size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  return {path, line, static_cast<uint32_t>(offset - line_begin) + 1};
}

// ICU's guess at the encoding by its IANA name; empty if it has none that helps.
std::string GuessEncoding(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&error);
  if (U_FAILURE(error) != 0) return {};
  std::string guess;
  const std::string_view sample = bytes.substr(0, kDetectBytes);
  ucsdet_setText(detector, sample.data(), static_cast<int32_t>(sample.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector, &error);
  if (U_SUCCESS(error) != 0 && match != nullptr && ucsdet_getConfidence(match, &error) >= kMinConfidence) {
    guess = ucsdet_getName(match, &error);
  }
  ucsdet_close(detector);
  return guess.starts_with("UTF-8") || guess.starts_with("UTF-16") || guess.starts_with("UTF-32") ? "" : guess;
}

// Whether most of what lies beyond ASCII is UTF-8: a damaged file, not one of another encoding.
bool IsMostlyUtf8(std::string_view bytes) {
  bytes = bytes.substr(0, kDetectBytes);
  size_t good = 0;
  size_t bad = 0;
  for (size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
    } else if (text::NextCodePoint(bytes, &i) == text::kReplacement) {
      ++bad;
    } else {
      ++good;
    }
  }
  return good > bad;
}

bool LooksLikeUtf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view sample = bytes.substr(0, 512);
  const auto nulls = static_cast<size_t>(std::count(sample.begin(), sample.end(), '\0'));
  return sample.size() >= 4 && nulls * 4 >= sample.size();
}

Status CheckEncoding(std::string_view bytes, const std::string& path) {
  if (LooksLikeUtf16(bytes)) {
    return Error{ErrorCode::kInvalidInput, "looks like UTF-16; save it as UTF-8", {path, 1, 1}};
  }
  if (const size_t null = bytes.find('\0'); null != std::string_view::npos) {
    return Error{ErrorCode::kInvalidInput, "a NUL byte: this is no text file", PlaceOf(bytes, null, path)};
  }
  const std::optional<size_t> bad = text::FindInvalidUtf8(bytes);
  if (!bad) return {};
  const std::string guess = IsMostlyUtf8(bytes) ? "" : GuessEncoding(bytes);
  const std::string message =
      guess.empty() ? "invalid UTF-8"
                    : "invalid UTF-8 (looks like " + guess + "); convert it: iconv -f " + guess + " -t UTF-8";
  return Error{ErrorCode::kInvalidInput, message, PlaceOf(bytes, *bad, path)};
}

bool HasExtension(std::string_view path, std::initializer_list<std::string_view> extensions) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  return std::any_of(extensions.begin(), extensions.end(),
                     [&](std::string_view extension) { return EqualsIgnoringCase(path.substr(dot + 1), extension); });
}

// Liquid is rendered before the Markdown is read, in HTML pages too.
TemplateText CutJekyllTags(std::string_view text, const ContentOptions& options, const DocumentPlace& place,
                           std::vector<Warning>* warnings) {
  const bool is_html = IsHtmlPath(place.path);
  TemplateText out = {std::string(text), {}};
  if (options.tags != TemplateTags::kKramdown) out = ReadLiquid(text, is_html, place, warnings);
  if (options.tags != TemplateTags::kLiquid && !is_html) {
    out.markdown = ReadKramdown(out.markdown, options.heading_ids != HeadingIdStyle::kKramdown);
  }
  return out;
}

TemplateText CutTags(std::string_view text, const ContentOptions& options, const DocumentPlace& place,
                     std::vector<Warning>* warnings) {
  switch (options.tags) {
    case TemplateTags::kHugo:
      return ReadShortcodes(text, place, warnings);
    case TemplateTags::kLiquid:
    case TemplateTags::kKramdown:
    case TemplateTags::kLiquidAndKramdown:
      return CutJekyllTags(text, options, place, warnings);
    case TemplateTags::kHexo:
      return ReadHexoTags(text, place, warnings);
    case TemplateTags::kMdx:
      return ReadMdx(text, place, warnings);
    case TemplateTags::kContainers:
      return {DropContainers(text), {}};
    case TemplateTags::kHugoAndContainers: {
      TemplateText out = ReadShortcodes(text, place, warnings);
      out.markdown = DropContainers(out.markdown);
      return out;
    }
    case TemplateTags::kNone:
      break;
  }
  return {std::string(text), {}};
}

Body ReadMarkup(std::string_view text, uint32_t first_line, const ContentOptions& options,
                std::vector<Warning>* warnings) {
  if (!IsHtmlPath(options.meta.path)) {
    const MarkdownOptions markdown = {options.meta.path,          first_line,
                                      options.max_table_cells,    options.heading_ids,
                                      options.heading_attributes, options.heading_id_prefix};
    return ReadMarkdown(text, markdown, warnings);
  }
  BodyBuilder builder;
  AddHtml(text, &builder);
  return builder.Finish();
}

// Takes the divider out of the text, as a paragraph's end; the text before it, nullopt if there is none.
std::optional<std::string> CutDivider(const std::vector<std::string>& dividers, std::string* text) {
  size_t first = std::string::npos;
  size_t length = 0;
  for (const std::string& divider : dividers) {
    const size_t at = divider.empty() ? std::string::npos : text->find(divider);
    if (at >= first) continue;
    first = at;
    length = divider.size();
  }
  if (first == std::string::npos) return std::nullopt;
  text->replace(first, length, "\n\n");
  return text->substr(0, first);
}

// The summary in one line. Only as much is read as can be kept: markup rarely makes text more than eight times longer.
std::string ReadSummary(std::string_view before, const ContentOptions& options) {
  std::vector<Warning> ignored;  // the whole body warns
  const Body body = ReadMarkup(text::TruncateUtf8(before, 8 * kMaxSummaryBytes), 1, options, &ignored);
  return std::string(text::TruncateUtf8(CleanLine(body.text), kMaxSummaryBytes));
}

void ReadBody(const FrontMatter& matter, const ContentOptions& options, Content* content,
              std::vector<Warning>* warnings) {
  TemplateText text = CutTags(matter.body, options, {options.meta.path, matter.body_line}, warnings);
  const std::optional<std::string> before = CutDivider(options.summary_dividers, &text.markdown);
  if (before && content->meta.summary.empty()) content->meta.summary = ReadSummary(*before, options);
  Body body = ReadMarkup(text.markdown, matter.body_line, options, warnings);
  UniqueTexts alts;
  for (auto* part : {&body.image_alts, &text.image_alts}) {
    for (std::string& alt : *part) alts.Add(std::move(alt));
  }
  body.image_alts = alts.Take();
  content->body = std::move(body);
}

}  // namespace

Result<std::string> CheckText(std::string bytes, const std::string& path) {
  if (Status status = CheckEncoding(bytes, path); !status.ok()) return status.error();
  if (bytes.starts_with(kUtf8Mark)) bytes.erase(0, kUtf8Mark.size());
  if (TrimSpace(bytes).empty()) return Error{ErrorCode::kInvalidInput, "empty", {path}};
  if (bytes.find('\n') == std::string::npos) std::replace(bytes.begin(), bytes.end(), '\r', '\n');
  return bytes;
}

Result<std::string> ReadTextFile(const std::filesystem::path& root, const std::string& path, uint64_t max_bytes) {
  Result<std::string> bytes = ReadFile(root / path, max_bytes);
  if (bytes.ok()) return CheckText(std::move(*bytes), path);
  Error error = bytes.error();
  error.place.path = path;
  if (error.code == ErrorCode::kLimit) error.message += " (max_file_bytes)";
  return error;
}

std::string PageId(std::string_view path) {
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016llx",
                static_cast<unsigned long long>(XXH3_64bits(path.data(), path.size())));
  return digits;
}

Result<Content> ReadContent(std::string_view text, const ContentOptions& options, const DefaultsFor& defaults_for,
                            std::vector<Warning>* warnings) {
  Result<FrontMatter> matter = ReadFrontMatter(text, options.meta.path, warnings);
  if (!matter.ok()) return matter.error();
  return ReadContent(std::move(*matter), options, defaults_for, warnings);
}

Content ReadContent(FrontMatter matter, const ContentOptions& options, const DefaultsFor& defaults_for,
                    std::vector<Warning>* warnings) {
  Content content;
  content.has_front_matter = matter.present;
  content.fields = std::move(matter.fields);
  if (defaults_for) AddDefaults(defaults_for(content.fields), &content.fields);
  content.meta = ReadPageMeta(content.fields, options.meta, warnings);
  ReadBody(matter, options, &content, warnings);
  return content;
}

void FillPage(Content content, std::string_view fallback_title, Page* page) {
  FillPage(std::move(content.meta), page);
  page->body = std::move(content.body.text);
  page->headings = std::move(content.body.headings);
  page->code_blocks = std::move(content.body.code_blocks);
  page->image_alts = std::move(content.body.image_alts);
  if (!page->title.empty()) return;
  const auto first =
      std::find_if(page->headings.begin(), page->headings.end(), [](const Heading& h) { return h.level == 1; });
  if (first != page->headings.end()) {
    page->title = first->text;
  } else {
    page->title = page->headings.empty() ? std::string(fallback_title) : page->headings.front().text;
  }
}

std::optional<std::string> WhyUnpublished(const PageMeta& meta, const Publishing& publishing) {
  const int64_t now = publishing.now.unix_seconds;
  const auto day = [](const Timestamp& time) { return FormatRfc3339(time).substr(0, 10); };
  if (meta.draft && !publishing.drafts) return "draft";
  if (meta.publish_date && meta.publish_date->unix_seconds > now && !publishing.future) {
    return "in the future (" + day(*meta.publish_date) + ")";
  }
  if (meta.expiry_date && meta.expiry_date->unix_seconds < now && !publishing.expired) {
    return "expired (" + day(*meta.expiry_date) + ")";
  }
  if (meta.unpublished) return "published is false";
  if (meta.unsearchable) return "kept out of searches by its front matter";
  if (meta.unrendered) return "build.render is never";
  if (meta.unlisted) return "build.list is never";
  return std::nullopt;
}

std::optional<Timestamp> HoldsUntil(const PageMeta& meta, const Publishing& publishing) {
  std::vector<int64_t> moments;
  if (meta.publish_date) moments.push_back(meta.publish_date->unix_seconds);
  if (meta.expiry_date) moments.push_back(meta.expiry_date->unix_seconds + 1);
  std::sort(moments.begin(), moments.end());
  for (const int64_t moment : moments) {
    if (moment <= publishing.now.unix_seconds) continue;
    Publishing then = publishing;
    then.now = {moment, 0};
    if (WhyUnpublished(meta, then) != WhyUnpublished(meta, publishing)) return then.now;
  }
  return std::nullopt;
}

bool IsMarkdownPath(std::string_view path) { return HasExtension(path, {"md", "markdown", "mdown"}); }
bool IsHtmlPath(std::string_view path) { return HasExtension(path, {"html", "htm"}); }

}  // namespace sou::indexer
