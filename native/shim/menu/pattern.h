#pragma once

#include <cstdint>
#include <string_view>

#include "menu/list_bytes.h"

namespace mamori::shim {

/// Whether the pattern at `at` is found anywhere in the text (well-formed UTF-8), as src/wire/plugins/when/linear-pattern.ts finds it: all states of the
/// automaton at once, so that no pattern runs away. One that makes no sense, or that the budget does not suffice for, is not found.
bool matchesPattern(const ListBytes& list, std::size_t at, std::string_view text, StepBudget& budget) noexcept;

}  // namespace mamori::shim
