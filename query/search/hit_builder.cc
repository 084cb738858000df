// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/hit_builder.h"

#include <algorithm>
#include <string>

#include "common/base/percent.h"
#include "query/search/snippet.h"

namespace sou::query {
namespace {

using text::ByteRange;

constexpr size_t kMaxSections = 3;
// A section is shown if it says at least this share of what the page's best one says.
constexpr double kSectionShare = 0.6;
// A heading says more about a section than a line of it.
constexpr double kHeadingFactor = 1.5;

ByteRange All(const std::string& text) { return {0, static_cast<uint32_t>(text.size())}; }

std::vector<TextMatch> Within(const std::vector<TextMatch>& matches, ByteRange range) {
  std::vector<TextMatch> inside;
  for (const TextMatch& match : matches) {
    if (match.range.begin >= range.begin && match.range.end <= range.end) inside.push_back(match);
  }
  return inside;
}

// From behind the heading's line to the next heading.
ByteRange SectionText(const Page& page, size_t number) {
  const Heading& heading = page.headings[number];
  const size_t line_end = page.body.find('\n', heading.offset);
  const auto end = number + 1 < page.headings.size() ? page.headings[number + 1].offset : All(page.body).end;
  const auto begin = line_end == std::string::npos ? end : static_cast<uint32_t>(line_end + 1);
  return {std::min(begin, end), end};
}

}  // namespace

Hit HitBuilder::Build(const Page& page) {
  Hit hit;
  hit.id = page.id;
  hit.path = page.path;
  hit.url = page.url;
  hit.lang = page.language;
  hit.lang_tag = page.language_tag;
  hit.date = page.date;
  hit.section = page.section;
  hit.tags = page.tags;
  hit.categories = page.categories;
  hit.title = MakeParts(page.title, All(page.title), highlighter_->Find(page.title, page.language));
  const std::vector<TextMatch> body = highlighter_->Find(page.body, page.language);
  hit.snippet = SnippetOf(page, body);
  if (!body.empty()) hit.sections = SectionsOf(page, body);
  return hit;
}

Parts HitBuilder::Fragment(const std::string& text, ByteRange range, const std::vector<TextMatch>& matches) const {
  return MakeParts(text, ChooseFragment(text, range, matches, weights_, length_), matches);
}

// From the body; if the query is not in it, from where it is; if it is nowhere (a tag, the title), what the page says
// of itself.
Parts HitBuilder::SnippetOf(const Page& page, const std::vector<TextMatch>& body) {
  if (!body.empty()) return Fragment(page.body, All(page.body), body);
  std::vector<const std::string*> others = {&page.description, &page.summary, &page.subtitle};
  for (const std::string& alt : page.image_alts) others.push_back(&alt);
  for (const std::string& text : page.extra) others.push_back(&text);
  for (const std::string* text : others) {
    const std::vector<TextMatch> matches = highlighter_->Find(*text, page.language);
    if (!matches.empty()) return Fragment(*text, All(*text), matches);
  }
  const std::string& text = page.description.empty() ? page.body : page.description;
  return Fragment(text, All(text), {});
}

double HitBuilder::ScoreOf(const std::vector<TextMatch>& matches, ByteRange range) const {
  std::vector<bool> seen(weights_.size());
  double score = 0;
  for (const TextMatch& match : matches) {
    const bool inside = match.range.begin >= range.begin && match.range.end <= range.end;
    if (!inside || seen[match.unit]) continue;
    seen[match.unit] = true;
    score += weights_[match.unit];
  }
  return score;
}

std::vector<SectionHit> HitBuilder::SectionsOf(const Page& page, const std::vector<TextMatch>& body) {
  struct Scored {
    size_t number;
    double score;
  };
  std::vector<Scored> sections;
  for (size_t i = 0; i < page.headings.size(); ++i) {
    if (page.headings[i].anchor.empty()) continue;
    const ByteRange text = SectionText(page, i);
    const double score = ScoreOf(body, text) + kHeadingFactor * ScoreOf(body, {page.headings[i].offset, text.begin});
    if (score > 0) sections.push_back({i, score});
  }
  std::stable_sort(sections.begin(), sections.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::vector<SectionHit> hits;
  for (const Scored& section : sections) {
    if (hits.size() == kMaxSections || section.score < kSectionShare * sections.front().score) break;
    const Heading& heading = page.headings[section.number];
    const ByteRange text = SectionText(page, section.number);
    SectionHit hit;
    hit.title = MakeParts(heading.text, All(heading.text), highlighter_->Find(heading.text, page.language));
    hit.url = page.url + "#" + PercentEncode(heading.anchor, PercentSet::kFragment);
    hit.snippet = Fragment(page.body, text, Within(body, text));
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace sou::query
