// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the web part needs of a search: functions, so that tests can stand in for an index. All are
// called from many threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "common/base/result.h"
#include "query/search/request.h"
#include "query/search/search_service.h"
#include "query/suggest/suggestion.h"
#include "web/api/answer_cache.h"

namespace sou::web {

struct IndexStatus {
  query::IndexSummary summary;
  // Why a newer generation is not served, in words that anybody may read; nullopt: there is none.
  std::optional<std::string> refused;
};

struct SearchSource {
  std::function<Result<query::SearchResponse>(const query::SearchRequest&)> search;
  std::function<uint64_t()> generation;
  std::function<query::SuggestResponse(const query::SuggestRequest&)> suggest;
  // Changes whenever the same text could get other suggestions of the same generation.
  std::function<uint64_t()> suggest_version;
  std::function<Result<query::RelatedResponse>(const query::RelatedRequest&)> related = nullptr;
  // The page with that address; kNotFound if there is none.
  std::function<Result<Page>(const std::string&)> page = nullptr;
  std::function<IndexStatus()> status = nullptr;
  // Of answers that all readers share. A reader who goes back or types the same again is answered by the browser; what
  // is new is found when that time is over, and the entity tag makes asking again cheap.
  std::string cache_control = "public, max-age=60";
  std::shared_ptr<AnswerCache> answers = std::make_shared<AnswerCache>(0);
};

}  // namespace sou::web
