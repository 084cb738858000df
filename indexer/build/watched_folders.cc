// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/watched_folders.h"

#include <algorithm>
#include <array>

#include "common/base/files.h"

namespace sou::indexer {
namespace {

constexpr uint64_t kMaxIgnoreBytes = 1 << 20;

struct OutputFolder {
  std::string_view kind;
  std::string_view path;  // relative to the site's root; with a slash before it, at the end of any path
};

// Where generators write if their configuration does not say otherwise. Not for Markdown sites: a folder "site" or
// "build" may as well be somebody's chapter.
constexpr auto kOutput = std::to_array<OutputFolder>({{"hugo", "public"},
                                                      {"hugo", "resources/_gen"},
                                                      {"jekyll", "_site"},
                                                      {"jekyll", ".jekyll-cache"},
                                                      {"jekyll", ".sass-cache"},
                                                      {"jekyll", "vendor/bundle"},
                                                      {"hexo", "public"},
                                                      {"hexo", ".deploy_git"},
                                                      {"markdown", "/.vitepress/dist"},
                                                      {"markdown", "/.vitepress/cache"},
                                                      {"markdown", "/.vuepress/dist"}});

bool IsToolsOwn(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>({".git", ".hg", ".svn", ".cache", ".docusaurus", ".tox",
                                                           ".venv", "__pycache__", "bower_components", "node_modules"});
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

WatchedFolders::WatchedFolders(std::string_view kind, const std::vector<std::string>& exclude)
    : kind_(kind), rules_({}, exclude) {}

void WatchedFolders::Enter(const std::filesystem::path& root, const std::string& folder) {
  const Result<std::string> text = ReadFile(root / folder / kIgnoreFile, kMaxIgnoreBytes);
  if (text.ok()) rules_.AddIgnoreFile(*text, folder);
}

bool WatchedFolders::Has(const std::string& folder) const {
  const std::string_view name = std::string_view(folder).substr(folder.rfind('/') + 1);  // npos + 1 is 0
  if (IsToolsOwn(name)) return false;
  if (kind_ == "html" && name.starts_with('.')) return false;
  const auto is_output = [&](const OutputFolder& output) {
    if (output.kind != kind_) return false;
    return output.path == folder || (output.path[0] == '/' && ("/" + folder).ends_with(output.path));
  };
  return std::none_of(kOutput.begin(), kOutput.end(), is_output) && rules_.WhyNot(folder, true).empty();
}

}  // namespace sou::indexer
