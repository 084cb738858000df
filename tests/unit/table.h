// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of cases as files: a line is a case, its fields stand between tabs, '#' begins a comment line, \n \t \\ \xNN
// are escapes.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <string>
#include <vector>

namespace sou {

struct TableRow {
  std::string file;
  int line = 0;
  std::vector<std::string> fields;

  friend std::ostream& operator<<(std::ostream& out, const TableRow& row) {
    return out << row.file << ":" << row.line << " " << (row.fields.empty() ? "" : row.fields.front());
  }
};

inline std::string Unescape(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char sign = text[++i];
    if (sign == 'x' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += sign == 'n' ? '\n' : sign == 't' ? '\t' : sign == 'r' ? '\r' : sign == '0' ? '\0' : sign;
    }
  }
  return out;
}

// The rows of tests/tables/NAME; fails if there are none.
inline std::vector<TableRow> ReadTable(const std::string& name) {
  std::vector<TableRow> rows;
  std::ifstream file(std::string(SOU_TEST_TABLES) + "/" + name);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    TableRow row{name, number, {}};
    for (size_t begin = 0; begin <= line.size();) {
      const size_t end = std::min(line.find('\t', begin), line.size());
      row.fields.push_back(Unescape(line.substr(begin, end - begin)));
      begin = end + 1;
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) ADD_FAILURE() << "no cases in tests/tables/" << name;
  return rows;
}

// Names a parameterised test by its line.
inline std::string RowName(const testing::TestParamInfo<TableRow>& info) {
  return "line" + std::to_string(info.param.line);
}

}  // namespace sou
