#pragma once

#include <cstdint>

#include "menu/list_bytes.h"
#include "menu/selection_facts.h"

namespace mamori::shim {

/// What a condition is asked about.
struct ClauseContext {
  const SelectionFacts& facts;
  std::uint64_t booleans;  // as published; bit 0 is boolean 0
};

/// Whether the clause at `at` holds; 0 is the clause that always does. One that makes no sense, or that the budget does not suffice for, does not hold.
bool clauseHolds(const ListBytes& list, std::size_t at, const ClauseContext& context, StepBudget& budget) noexcept;

}  // namespace mamori::shim
