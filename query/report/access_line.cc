// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/access_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

using Json = nlohmann::json;
using Milliseconds = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Milliseconds>;

constexpr double kMaxMs = 1e9;  // eleven days
constexpr std::string_view kTimeForm = "0000-00-00T00:00:00.000Z";
constexpr Time kLastTime = std::chrono::sys_days(std::chrono::year(10'000) / 1 / 1) - Milliseconds(1);

// ---- writing

// What terminals and other readers of lines obey: control characters, line and paragraph separators, directions.
bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void AppendEscaped(char32_t c, std::string* out) {
  if (c == '"' || c == '\\') {
    *out += '\\';
    *out += static_cast<char>(c);
  } else if (c == '\n') {
    *out += "\\n";
  } else if (c == '\t') {
    *out += "\\t";
  } else {
    fmt::format_to(std::back_inserter(*out), "\\u{:04x}", static_cast<uint32_t>(c));
  }
}

void AppendString(std::string_view text, std::string* out) {
  *out += '"';
  size_t copied = 0;
  for (size_t position = 0; position < text.size();) {
    const size_t begin = position;
    const char32_t c = text::NextCodePoint(text, &position);
    const bool broken = c == text::kReplacement && text.substr(begin, position - begin) != "\xEF\xBF\xBD";
    if (c != '"' && c != '\\' && !IsControl(c) && !broken) continue;
    out->append(text, copied, begin - copied);
    copied = position;
    if (broken) {
      text::AppendCodePoint(text::kReplacement, out);
    } else {
      AppendEscaped(c, out);
    }
  }
  out->append(text, copied);
  *out += '"';
}

void AppendText(std::string_view name, std::string_view text, std::string* out) {
  if (text.empty()) return;
  fmt::format_to(std::back_inserter(*out), ",\"{}\":", name);
  AppendString(text, out);
}

void AppendNumber(std::string_view name, uint64_t number, std::string* out) {
  fmt::format_to(std::back_inserter(*out), ",\"{}\":{}", name, number);
}

void AppendTime(Time time, std::string* out) {
  time = std::clamp(time, Time{}, kLastTime);
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss<Milliseconds> clock(time - day);
  fmt::format_to(std::back_inserter(*out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                 clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

double InRange(double ms) { return std::isnan(ms) ? 0 : std::clamp(ms, 0.0, kMaxMs); }

// ---- reading

std::optional<unsigned> ParseDigits(std::string_view text) {
  unsigned number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool HasTimeForm(std::string_view text) {
  const auto alike = [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; };
  return text.size() == kTimeForm.size() && std::equal(text.begin(), text.end(), kTimeForm.begin(), alike);
}

std::optional<Time> ParseTime(std::string_view text) {
  if (!HasTimeForm(text)) return std::nullopt;
  constexpr std::array<std::pair<size_t, size_t>, 7> kPlaces = {
      {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}, {20, 3}}};
  std::array<unsigned, 7> part{};
  for (size_t i = 0; i < part.size(); ++i) part[i] = *ParseDigits(text.substr(kPlaces[i].first, kPlaces[i].second));
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(part[0])), std::chrono::month(part[1]),
                                         std::chrono::day(part[2]));
  if (!date.ok() || part[0] < 1970 || part[3] > 23 || part[4] > 59 || part[5] > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(part[3]) + std::chrono::minutes(part[4]) +
         std::chrono::seconds(part[5]) + Milliseconds(part[6]);
}

// Reads fields of one object and remembers the first that is missing or not what it should be.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  void Text(const char* name, std::string* out) {
    const Json* value = Find(name, &Json::is_string, "a text");
    if (value != nullptr) *out = *value->get_ptr<const std::string*>();
  }
  void Text(const char* name, std::optional<std::string>* out) {
    const Json* value = Find(name, &Json::is_string, "a text");
    if (value != nullptr) *out = *value->get_ptr<const std::string*>();
  }
  void Number(const char* name, std::optional<uint64_t>* out) {
    const Json* value = Find(name, &Json::is_number_unsigned, "a whole number");
    if (value != nullptr) *out = value->get<uint64_t>();
  }
  void Flag(const char* name, bool* out) {
    const Json* value = Find(name, &Json::is_boolean, "true or false");
    if (value != nullptr) *out = value->get<bool>();
  }
  void Duration(const char* name, std::optional<double>* out) {
    const Json* value = Find(name, &Json::is_number, "a number");
    if (value == nullptr) return;
    const double ms = value->get<double>();
    if (ms < 0 || ms > kMaxMs) return Complain(name, "a duration");
    *out = std::round(ms * 1e3) / 1e3;
  }
  void Moment(const char* name, std::optional<Time>* out) {
    std::string text;
    Text(name, &text);
    *out = ParseTime(text);
    if (!*out) Complain(name, "a time such as 2026-11-23T09:30:00.250Z");
  }
  void Require(const char* name, bool given) {
    if (!given) Complain(name, "there");
  }
  void Complain(const char* name, const char* right) {
    if (complaint_.empty()) complaint_ = fmt::format("its \"{}\" is not {}", name, right);
  }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  const Json* Find(const char* name, bool (Json::*is_right)() const noexcept, const char* right) {
    const auto found = object_.find(name);
    if (found == object_.end()) return nullptr;
    if (((*found).*is_right)()) return &*found;
    Complain(name, right);
    return nullptr;
  }

  const Json& object_;
  std::string complaint_;
};

Error NoLine(const std::string& why) { return {ErrorCode::kInvalidInput, "is no line of an access log: " + why}; }

}  // namespace

std::string ToJsonLine(const AccessLine& line) {
  std::string out;
  out.reserve(256 + (line.query ? 2 * line.query->size() : 0));
  out += "{\"time\":\"";
  AppendTime(line.time, &out);
  out += '"';
  AppendText("id", line.id, &out);
  AppendText("method", line.method, &out);
  AppendText("route", line.route, &out);
  fmt::format_to(std::back_inserter(out), ",\"status\":{},\"ms\":{:.3f},\"bytes\":{}", line.status, InRange(line.ms),
                 line.bytes);
  if (line.query) {
    out += ",\"query\":";
    AppendString(*line.query, &out);
  }
  if (line.typing) out += ",\"typing\":true";
  if (line.total) AppendNumber("total", *line.total, &out);
  if (line.generation) AppendNumber("generation", *line.generation, &out);
  AppendText("cache", line.cache, &out);
  AppendText("key", line.key, &out);
  AppendText("client", line.client, &out);
  out += '}';
  return out;
}

Result<AccessLine> ParseAccessLine(std::string_view text) {
  const Json object = Json::parse(text, nullptr, false);
  if (!object.is_object()) return NoLine("it is not an object of JSON");
  AccessLine line;
  Fields fields(object);
  std::optional<Time> time;
  std::optional<uint64_t> status;
  std::optional<double> ms;
  std::optional<uint64_t> bytes;
  fields.Moment("time", &time);
  fields.Number("status", &status);
  fields.Duration("ms", &ms);
  fields.Number("bytes", &bytes);
  fields.Text("id", &line.id);
  fields.Text("method", &line.method);
  fields.Text("route", &line.route);
  fields.Text("query", &line.query);
  fields.Flag("typing", &line.typing);
  fields.Number("total", &line.total);
  fields.Number("generation", &line.generation);
  fields.Text("cache", &line.cache);
  fields.Text("key", &line.key);
  fields.Text("client", &line.client);
  fields.Require("method", !line.method.empty());
  fields.Require("ms", ms.has_value());
  fields.Require("bytes", bytes.has_value());
  fields.Require("status", status.has_value());
  if (status && (*status < 100 || *status > 599)) fields.Complain("status", "a status of HTTP");
  if (!fields.complaint().empty()) return NoLine(fields.complaint());
  line.time = *time;
  line.status = static_cast<int>(*status);
  line.ms = *ms;
  line.bytes = *bytes;
  return line;
}

}  // namespace sou::query
