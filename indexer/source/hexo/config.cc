// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

// The configuration's name; empty if there is none.
std::string FindConfig(const fs::path& root) {
  for (const std::string name : {"_config.yml", "_config.yaml", "_config.json"}) {
    if (IsFile(root / name)) return name;
  }
  return {};
}

bool PackageNamesHexo(const fs::path& root) {
  if (!IsFile(root / "package.json")) return false;
  std::vector<Warning> ignored;
  const Result<Value> package = ReadConfigFile(root, "package.json", &ignored);
  return package.ok() && (package->Find("hexo") != nullptr || package->Find("dependencies", "hexo") != nullptr);
}

bool HasFieldOfHexo(const Value& config) {
  constexpr std::array<std::string_view, 12> kFields = {
      "source_dir", "public_dir",        "archive_dir",   "category_dir",  "new_post_name",    "default_layout",
      "i18n_dir",   "post_asset_folder", "render_drafts", "filename_case", "default_category", "pagination_dir"};
  return std::any_of(kFields.begin(), kFields.end(), [&](std::string_view key) { return config.Find(key) != nullptr; });
}

// Like JavaScript: false, 0, null and "" are false.
bool Truth(const Value* value, bool fallback) {
  if (value == nullptr) return fallback;
  if (!value->IsScalar()) return value->kind != Value::Kind::kNull;
  if (value->quoted) return !value->text.empty();
  return !EqualsIgnoringCase(value->text, "false") && value->text != "0" && !value->text.empty();
}

std::string TextOr(const Value& map, std::string_view key, std::string fallback) {
  std::string text = TextOf(map, key);
  return text.empty() ? std::move(fallback) : text;
}

LetterCase CaseOf(const Value* value) {
  if (value == nullptr || !value->IsScalar()) return LetterCase::kKeep;
  if (value->text == "1") return LetterCase::kLower;
  return value->text == "2" ? LetterCase::kUpper : LetterCase::kKeep;
}

class Resolver {
 public:
  Resolver(const Value& config, std::string path, std::vector<Warning>* warnings)
      : config_(config), path_(std::move(path)), warnings_(warnings) {}

  Result<HexoConfig> Resolve(const std::string& base_url) {
    HexoConfig out;
    const std::string root = TextOf(config_, "root");
    out.base_path = BasePath(!base_url.empty() ? base_url : !root.empty() ? root : TextOf(config_, "url"));
    if (Status status = ReadSourceDir(&out); !status.ok()) return status.error();
    ReadAddresses(&out);
    ReadChoices(&out);
    ReadMarked(&out);
    return out;
  }

 private:
  void Warn(std::string_view key, std::string message) {
    const Value* value = config_.Find(key);
    warnings_->push_back({{path_, value == nullptr ? 0 : value->line, 0}, std::move(message)});
  }

  Status ReadSourceDir(HexoConfig* out) {
    const std::string folder = TextOr(config_, "source_dir", out->source_dir);
    const std::vector<std::string_view> parts = SplitPath(folder);
    if (folder.starts_with('/') || std::find(parts.begin(), parts.end(), "..") != parts.end()) {
      return Error{ErrorCode::kInvalidInput,
                   "source_dir '" + folder + "' lies outside of the site",
                   {path_, config_.Find("source_dir")->line, 0}};
    }
    out->source_dir = CleanUrlPath(folder);
    while (out->source_dir.ends_with('/')) out->source_dir.pop_back();
    return {};
  }

  void ReadAddresses(HexoConfig* out) {
    out->permalink = TextOr(config_, "permalink", out->permalink);
    out->new_post_name = TextOr(config_, "new_post_name", out->new_post_name);
    out->i18n_dir = TextOr(config_, "i18n_dir", out->i18n_dir);
    out->default_category = TextOr(config_, "default_category", out->default_category);
    out->filename_case = CaseOf(config_.Find("filename_case"));
    if (const Value* defaults = config_.Find("permalink_defaults")) out->permalink_defaults = *defaults;
    if (const Value* map = config_.Find("category_map")) out->category_map = *map;
    out->trailing_index = Truth(config_.Find("pretty_urls", "trailing_index"), true);
    out->trailing_html = Truth(config_.Find("pretty_urls", "trailing_html"), true);
  }

  void ReadChoices(HexoConfig* out) {
    for (std::string& language : ListOf(config_.Find("language"))) {
      if (!language.empty()) out->languages.push_back(std::move(language));
    }
    ReadZone(out);
    out->render_drafts = Truth(config_.Find("render_drafts"), false);
    out->future = Truth(config_.Find("future"), true);
    out->post_asset_folder = Truth(config_.Find("post_asset_folder"), false);
    out->skip_render = ListOf(config_.Find("skip_render"));
    out->include = ListOf(config_.Find("include"));
    out->exclude = ListOf(config_.Find("exclude"));
    out->ignore = ListOf(config_.Find("ignore"));
    out->updated_is_date =
        TextOf(config_, "updated_option") == "date" || Truth(config_.Find("use_date_for_updated"), false);
  }

  void ReadZone(HexoConfig* out) {
    const std::string name = TextOf(config_, "timezone");
    if (name.empty()) return;
    if (const std::optional<HexoZone> zone = HexoZone::Named(name)) {
      out->zone = *zone;
    } else {
      Warn("timezone", "there is no time zone '" + name + "'; dates are read in UTC");
    }
  }

  void ReadMarked(HexoConfig* out) {
    const Value* marked = config_.Find("marked");
    if (marked == nullptr) return;
    out->nunjucks = !Truth(marked->Find("disableNunjucks"), false);
    switch (CaseOf(marked->Find("modifyAnchors"))) {
      case LetterCase::kLower:
        out->heading_ids = HeadingIdStyle::kHexoLower;
        break;
      case LetterCase::kUpper:
        out->heading_ids = HeadingIdStyle::kHexoUpper;
        break;
      case LetterCase::kKeep:
        break;
    }
    if (!Truth(marked->Find("headerIds"), true)) out->heading_ids = HeadingIdStyle::kNone;
    if (Truth(marked->Find("anchorAlias"), false)) {
      Warn("marked", "marked.anchorAlias is not followed: such headings have the ids of their texts");
    }
  }

  const Value& config_;
  const std::string path_;
  std::vector<Warning>* warnings_;
};

}  // namespace

bool HasHexoConfig(const fs::path& root) {
  const std::string name = FindConfig(root);
  if (name.empty()) return false;
  std::vector<Warning> ignored;
  const Result<Value> config = ReadConfigFile(root, name, &ignored);
  const std::string source = config.ok() ? TextOr(*config, "source_dir", "source") : "source";
  if (!IsFolder(root / source)) return false;
  if (PackageNamesHexo(root)) return true;
  if (IsFolder(root / "_posts")) return false;
  return IsFolder(root / source / "_posts") || (config.ok() && HasFieldOfHexo(*config));
}

Result<HexoConfig> ReadHexoConfig(const fs::path& root, const std::string& base_url, std::vector<Warning>* warnings) {
  const std::string name = FindConfig(root);
  if (name.empty()) {
    return Error{ErrorCode::kNotFound, "a Hexo site has a _config.yml; there is none", {root.string(), 0, 0}};
  }
  const Result<Value> config = ReadConfigFile(root, name, warnings);
  if (!config.ok()) return config.error();
  return Resolver(*config, name, warnings).Resolve(base_url);
}

}  // namespace sou::indexer
