// SPDX-License-Identifier: GPL-3.0-or-later
//
// A search without an index: it remembers what it was asked and answers what it was given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web/api/search_source.h"

namespace sou::web {

struct FakeSearch {
  query::SearchResponse answer;
  std::optional<Error> failure;
  uint64_t generation = 42;
  int calls = 0;
  query::SearchRequest last;
  query::SuggestRequest last_typed;
  std::vector<query::Suggestion> suggestions;
  uint64_t suggest_version = 0;
  std::optional<std::string> refused;
  std::optional<Page> page;  // the only one
  std::string last_page;     // the address that was asked

  // The fake must outlive the source.
  [[nodiscard]] SearchSource Source() {
    return {.search = [this](const query::SearchRequest& request) -> Result<query::SearchResponse> {
              ++calls;
              last = request;
              if (failure) return *failure;
              query::SearchResponse response = answer;
              response.query = request.text;
              response.offset = request.offset;
              response.limit = request.limit;
              response.generation = generation;
              return response;
            },
            .generation = [this] { return generation; },
            .suggest =
                [this](const query::SuggestRequest& request) {
                  ++calls;
                  last_typed = request;
                  query::SuggestResponse response{request.text, suggestions, generation};
                  return response;
                },
            .suggest_version = [this] { return suggest_version; },
            .page = [this](const std::string& url) -> Result<Page> {
              ++calls;
              last_page = url;
              if (failure) return *failure;
              if (!page || page->url != url) return Error{ErrorCode::kNotFound, "no page"};
              return *page;
            },
            .status =
                [this] {
                  return IndexStatus{{.generation = generation, .pages = 80}, refused};
                }};
  }
};

inline Request Get(std::string path, Params params = {}) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.params = std::move(params);
  return request;
}

// "" if the response has no such header.
inline std::string HeaderOf(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace sou::web
