#pragma once

#include <string>
#include <utility>

#include "status/table_reader.h"

/// What the C ABI's opaque pointer stands for.
struct mamori_reader {
  explicit mamori_reader(std::string folder) : table(std::move(folder)) {}
  mamori::shim::TableReader table;
};
