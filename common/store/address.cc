// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/address.h"

#include "common/base/percent.h"
#include "common/store/schema.h"

namespace sou::store {
namespace {

// The path of a URL, decoded, from its first slash on.
std::string DecodedPath(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos && scheme < url.find_first_of("/?#")) {
    const size_t slash = url.find_first_of("/?#", scheme + 3);
    url = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
  }
  std::string path = PercentDecode(url.substr(0, url.find_first_of("?#")));
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  return path;
}

}  // namespace

std::string AddressKey(std::string_view url) {
  constexpr std::string_view kIndex = "/index.html";
  std::string path = DecodedPath(url);
  if (path.ends_with(kIndex)) path.resize(path.size() - kIndex.size() + 1);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::vector<std::string> AddressFolders(std::string_view url) {
  const std::string path = DecodedPath(url);
  std::vector<std::string> folders;
  for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    folders.push_back(path.substr(0, slash + 1));
  }
  return folders;
}

std::string FolderOfPattern(std::string_view pattern) {
  if (!pattern.ends_with("/*")) return "";
  return DecodedPath(pattern.substr(0, pattern.size() - 1));
}

std::string FolderTerm(std::string_view folder) {
  // No address key ends in a slash, so that a folder is no page.
  return MakeTerm(TermField::kAddress, std::string(folder) + "*/");
}

std::string AddressTerm(std::string_view url) { return MakeTerm(TermField::kAddress, AddressKey(url)); }

}  // namespace sou::store
