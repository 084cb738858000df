// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names under which people may know the pages of an index: source paths and addresses. Built once; then safe to
// read from many threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sou::query {

class PageNames {
 public:
  void Add(const std::string& path, const std::string& url);

  // The source path of the page that `name` means; nullptr if there is none, or if it could be several. A path may lack
  // "content/" and its extension; an address ("/…", "https://…") may lack its host, the last "/" or percent encoding.
  [[nodiscard]] const std::string* Find(std::string_view name) const;

  // The path or address most like a name that is none.
  [[nodiscard]] std::optional<std::string> Nearest(std::string_view name) const;

 private:
  std::unordered_map<std::string, std::string> paths_;        // full → itself
  std::unordered_map<std::string, std::string> short_paths_;  // → path; "" if it is that of several pages
  std::unordered_map<std::string, std::string> urls_;         // → path
};

}  // namespace sou::query
