// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search_command.h"

int main(int argc, char** argv) { return sou::query::RunSearchCommand(argc, argv); }
