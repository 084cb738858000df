// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the three programs' command lines have in common: exit codes, --version, errors as "sou-x: …", options that
// stand for settings.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "common/base/config.h"
#include "common/base/printable.h"

namespace sou {

inline constexpr int kExitOk = 0;
inline constexpr int kExitPartial = 1;  // sou-index: files were skipped; sou-search: no hit
inline constexpr int kExitError = 2;

// "sou-search: message" on stderr, harmless whatever it quotes; gives kExitError.
inline int Fail(const std::string& program, const std::string& message) {
  std::fprintf(stderr, "%s: %s\n", program.c_str(), Printable(message).c_str());
  return kExitError;
}

// Parses; the exit code if the program has nothing further to do (--help, --version, a wrong option).
inline std::optional<int> ParseCommandLine(CLI::App* app, int argc, char** argv) {
  app->set_version_flag("--version", app->get_name() + " " SOU_VERSION);
  try {
    app->parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app->exit(error);
    return Fail(app->get_name(), std::string(error.what()) + "; --help lists the options");
  }
}

// Collects options that override settings.
class SettingOptions {
 public:
  explicit SettingOptions(CLI::App* app) : app_(app) {}

  // `--name VALUE` sets `key`.
  void AddValue(const std::string& name, const std::string& key, const std::string& help) {
    app_->add_option_function<std::string>(
        name,
        [this, name, key](const std::string& value) {
          overrides_.push_back({key, {value}, name});
        },
        help);
  }
  // `--name VALUE`, repeatable, sets the list `key`.
  void AddList(const std::string& name, const std::string& key, const std::string& help) {
    app_->add_option_function<std::vector<std::string>>(
            name,
            [this, name, key](const std::vector<std::string>& values) {
              overrides_.push_back({key, values, name});
            },
            help)
        ->expected(1)
        ->take_all();
  }
  // `--name` sets `key` to true.
  void AddFlag(const std::string& name, const std::string& key, const std::string& help) {
    app_->add_flag_callback(
        name,
        [this, name, key] {
          overrides_.push_back({key, {"true"}, name});
        },
        help);
  }
  [[nodiscard]] const std::vector<Override>& overrides() const { return overrides_; }

 private:
  CLI::App* app_;
  std::vector<Override> overrides_;
};

}  // namespace sou
