// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/sections.h"

#include <unordered_set>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/dependency_hash.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxCascadeValues = 1'000'000;

size_t CountValues(const Value& value) {
  size_t count = 0;
  std::vector<const Value*> open = {&value};
  while (!open.empty()) {
    const Value* next = open.back();
    open.pop_back();
    ++count;
    for (const Value& item : next->items) open.push_back(&item);
  }
  return count;
}

}  // namespace

std::string HugoSections::Key(const std::string& language, const std::vector<std::string>& folders, size_t count) {
  std::string key = language + ":";
  for (size_t i = 0; i < count; ++i) key += folders[i] + "/";
  return key;
}

size_t HugoSections::CountFolders(const HugoFile& file) {
  return file.folders.size() - (file.kind == HugoKind::kBundle && !file.folders.empty() ? 1 : 0);
}

bool HugoSections::Add(const std::string& language, const HugoFile& file, const Value& fields) {
  Section section;
  section.slug = TextOf(fields, "slug", TextOf(fields, "title"));
  const Value* cascade = fields.Find("cascade");
  const size_t values = cascade == nullptr ? 0 : CountValues(*cascade);
  const bool is_kept = values_ + values <= kMaxCascadeValues;
  if (cascade != nullptr && is_kept) {
    section.cascade = ReadHugoCascade(*cascade);
    section.cascade_hash = HashOf(*cascade);
    values_ += values;
  }
  sections_[Key(language, file.folders, file.folders.size())] = std::move(section);
  return is_kept;
}

void HugoSections::FindSections(const std::string& language, const HugoFile& file, HugoPageFacts* facts) const {
  for (size_t i = 0; i < CountFolders(file); ++i) {
    const auto section = sections_.find(Key(language, file.folders, i + 1));
    if (i > 0 && section == sections_.end()) continue;
    const bool named = section != sections_.end() && !section->second.slug.empty();
    facts->sections.push_back(file.folders[i]);
    facts->section_slugs.push_back(named ? section->second.slug : file.folders[i]);
  }
}

uint64_t HugoSections::HashFor(const std::string& language, const HugoFile& file, bool with_names) const {
  DependencyHasher hasher;
  std::string key = Key(language, file.folders, 0);
  for (size_t count = 0; count <= CountFolders(file); ++count) {
    if (count > 0) key += file.folders[count - 1] + "/";
    const auto section = sections_.find(key);
    hasher.Add(section == sections_.end() ? 0 : section->second.cascade_hash);
    if (!with_names) continue;
    hasher.Add(section != sections_.end());
    if (section != sections_.end()) hasher.Add(section->second.slug);
  }
  return hasher.Finish();
}

Value HugoSections::FieldsFor(const HugoFile& file, const HugoPageId& id,
                              const std::vector<HugoCascade>& of_site) const {
  Value fields;
  fields.kind = Value::Kind::kMap;
  std::unordered_set<std::string> keys;
  const auto add = [&](const std::vector<HugoCascade>& cascades) {
    for (const HugoCascade& cascade : cascades) {
      if (!Matches(cascade.target, id)) continue;
      for (const Value& field : cascade.fields.items) {
        if (keys.insert(AsciiLower(field.key)).second) fields.items.push_back(field);
      }
    }
  };
  for (size_t count = CountFolders(file) + 1; count-- > 0;) {
    const auto section = sections_.find(Key(id.language, file.folders, count));
    if (section != sections_.end()) add(section->second.cascade);
  }
  add(of_site);
  return fields;
}

}  // namespace sou::indexer
