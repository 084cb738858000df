// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/rate_limit.h"

#include <algorithm>
#include <utility>

#include "web/server/client_address.h"

namespace sou::web {
namespace {

std::optional<Response> Check(RateLimiter* limiter, const std::string& who, std::string_view what) {
  const auto wait = limiter->Take(who, RateLimiter::Clock::now());
  if (!wait) return std::nullopt;
  Response response =
      ErrorResponse(429, "rate_limited", "Too many requests " + std::string(what) + ". Try again in a moment.");
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
  response.headers.emplace_back("Retry-After", std::to_string(std::max<int64_t>(1, seconds)));
  return response;
}

bool Counts(const Request& request, Access access) { return access != Access::kOpen && request.method != "OPTIONS"; }

}  // namespace

std::optional<std::chrono::milliseconds> RateLimiter::Take(const std::string& who, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Bucket& bucket = BucketOf(who, now);
  bucket.tokens = TokensOf(bucket, now);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>((1 - bucket.tokens) / per_second_));
}

RateLimiter::Bucket& RateLimiter::BucketOf(const std::string& who, Clock::time_point now) {
  if (const auto found = buckets_.find(who); found != buckets_.end()) return found->second;
  if (buckets_.size() >= max_buckets_) DropFull(now);
  if (buckets_.size() >= max_buckets_) return others_;
  return buckets_.emplace(who, Bucket{burst_, now}).first->second;
}

// Who has a full bucket is treated as one who has never asked.
void RateLimiter::DropFull(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) { return TokensOf(entry.second, now) >= burst_; });
}

double RateLimiter::TokensOf(const Bucket& bucket, Clock::time_point now) const {
  const double seconds = std::chrono::duration<double>(now - bucket.at).count();
  return std::min(burst_, bucket.tokens + seconds * per_second_);
}

Router::Guard AddressRateGuard(std::shared_ptr<RateLimiter> limiter) {
  return [limiter = std::move(limiter)](const Request& request, Access access) -> std::optional<Response> {
    if (!Counts(request, access)) return std::nullopt;
    return Check(limiter.get(), AddressGroup(request.client), "from one address");
  };
}

Router::Guard KeyRateGuard(std::shared_ptr<RateLimiter> limiter) {
  return [limiter = std::move(limiter)](const Request& request, Access access) -> std::optional<Response> {
    if (!Counts(request, access) || request.key.empty()) return std::nullopt;
    return Check(limiter.get(), request.key, "with one API key");
  };
}

}  // namespace sou::web
