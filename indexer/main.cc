// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_command.h"

int main(int argc, char** argv) { return sou::indexer::RunIndexCommand(argc, argv); }
