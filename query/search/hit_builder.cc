// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/hit_builder.h"

#include <algorithm>
#include <string>

#include "common/base/percent.h"
#include "query/search/snippet_parts.h"

namespace sou::query {
namespace {

using text::ByteRange;

constexpr size_t kMaxSections = 3;
// A section is shown if it says at least this share of what the page's best one says.
constexpr double kSectionShare = 0.6;
// A heading says more about a section than a line of it.
constexpr double kHeadingFactor = 1.5;
constexpr size_t kMaxFragments = 2;
// Sections show half of what a page shows, but at least so many code points.
constexpr size_t kMinSectionLength = 80;
const std::vector<TextMatch> kNone;

ByteRange All(const std::string& text) { return {0, static_cast<uint32_t>(text.size())}; }

SnippetSource BodyOf(const Page& page) { return {page.body, page.headings, page.code_blocks, page.title}; }

}  // namespace

// A heading, and what the query has in its section.
struct HitBuilder::ScoredSection {
  size_t heading = 0;
  ByteRange text;  // from behind the heading's line to the next heading
  double score = 0;
};

Hit HitBuilder::Build(const Page& page, const std::vector<TextMatch>& body) {
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
  hit.authors = page.authors;
  hit.title = MakeParts(page.title, All(page.title), highlighter_->Find(page.title, page.language));
  hit.snippet = SnippetOf(page, body);
  if (!body.empty()) hit.sections = SectionsOf(page, body);
  return hit;
}

// From the body; if the query is not in it, from where it is; if it is nowhere (a tag, the title), what the page says
// of itself.
Parts HitBuilder::SnippetOf(const Page& page, const std::vector<TextMatch>& body) {
  const SnippetChooser chooser(weights_);
  const auto choose = [&](const SnippetSource& source, const std::vector<TextMatch>& matches) {
    const std::vector<ByteRange> chosen =
        chooser.Choose(source, {0, static_cast<uint32_t>(source.text.size())}, matches, length_, kMaxFragments);
    return SnippetParts(source.text, chosen, matches, source.code);
  };
  if (Parts parts = choose(BodyOf(page), body); !parts.empty()) return parts;
  std::vector<const std::string*> others = {&page.description, &page.summary, &page.subtitle};
  for (const std::string& alt : page.image_alts) others.push_back(&alt);
  for (const std::string& text : page.extra) others.push_back(&text);
  for (const std::string* text : others) {
    if (text->empty()) continue;
    const SnippetSource source{*text, {}, {}, {}};
    if (Parts parts = choose(source, highlighter_->Find(*text, page.language)); !parts.empty()) return parts;
  }
  const SnippetSource source = page.description.empty() ? BodyOf(page) : SnippetSource{page.description, {}, {}, {}};
  const ByteRange all{0, static_cast<uint32_t>(source.text.size())};
  const ByteRange beginning = SnippetChooser::Beginning(source, all, length_);
  return SnippetParts(source.text, {&beginning, 1}, source.text.data() == page.body.data() ? body : kNone, source.code);
}

std::vector<HitBuilder::ScoredSection> HitBuilder::ScoreSections(const Page& page,
                                                                 const std::vector<TextMatch>& body) const {
  std::vector<ScoredSection> sections;
  GroupsShown shown(weights_);
  auto match = body.begin();
  // What the matches up to `end` show that have not been looked at.
  const auto score_to = [&](uint32_t end) {
    shown.Clear();
    for (; match != body.end() && match->range.begin < end; ++match) shown.Add(*match, match->strength);
    return shown.total();
  };
  for (size_t i = 0; i < page.headings.size() && match != body.end(); ++i) {
    const Heading& heading = page.headings[i];
    const auto end = i + 1 < page.headings.size() ? page.headings[i + 1].offset : All(page.body).end;
    const auto begin = std::min(HeadingLine(page.body, heading).end, end);
    while (match != body.end() && match->range.begin < heading.offset) ++match;
    const double in_heading = score_to(begin);
    const double in_text = score_to(end);
    const double score = in_text + kHeadingFactor * in_heading;
    // The page itself is what a heading that repeats its title leads to.
    if (score > 0 && !heading.anchor.empty() && heading.text != page.title)
      sections.push_back({i, {begin, end}, score});
  }
  return sections;
}

std::vector<SectionHit> HitBuilder::SectionsOf(const Page& page, const std::vector<TextMatch>& body) {
  std::vector<ScoredSection> sections = ScoreSections(page, body);
  std::stable_sort(sections.begin(), sections.end(),
                   [](const ScoredSection& a, const ScoredSection& b) { return a.score > b.score; });
  std::vector<SectionHit> hits;
  for (const ScoredSection& section : sections) {
    if (hits.size() == kMaxSections || section.score < kSectionShare * sections.front().score) break;
    hits.push_back(ShowSection(page, section, body));
  }
  return hits;
}

// The nearest heading of a higher rank before it, the nearest of a still higher one before that, and so on. One that
// repeats the page's title says nothing.
std::vector<SectionHeading> HitBuilder::HeadingsAbove(const Page& page, size_t heading) {
  std::vector<SectionHeading> above;
  uint8_t level = page.headings[heading].level;
  for (size_t i = heading; i-- > 0 && level > 1;) {
    const Heading& other = page.headings[i];
    if (other.level >= level) continue;
    level = other.level;
    if (other.text == page.title) continue;
    above.push_back({MakeParts(other.text, All(other.text), highlighter_->Find(other.text, page.language)), level});
  }
  std::reverse(above.begin(), above.end());
  return above;
}

SectionHit HitBuilder::ShowSection(const Page& page, const ScoredSection& section, const std::vector<TextMatch>& body) {
  const Heading& heading = page.headings[section.heading];
  SectionHit hit;
  hit.title = MakeParts(heading.text, All(heading.text), highlighter_->Find(heading.text, page.language));
  hit.url = page.url + "#" + PercentEncode(heading.anchor, PercentSet::kFragment);
  hit.level = heading.level;
  hit.above = HeadingsAbove(page, section.heading);
  const size_t length = std::max<size_t>(length_ / 2, std::min(length_, kMinSectionLength));
  std::vector<ByteRange> chosen = SnippetChooser(weights_).Choose(BodyOf(page), section.text, body, length, 1);
  if (chosen.empty()) chosen = {SnippetChooser::Beginning(BodyOf(page), section.text, length)};
  hit.snippet = SnippetParts(page.body, chosen, body, page.code_blocks);
  return hit;
}

}  // namespace sou::query
