// A machine as JSON: how result files and benchmarks write it.
#pragma once

#include <nlohmann/json.hpp>

#include "core/machine.h"

namespace seven {

inline nlohmann::ordered_json machine_json(const Machine& machine) {
  return {{"processor", machine.processor}, {"cores", machine.cores},       {"memory_gib", machine.memory_gib},
          {"system", machine.system},       {"compiler", machine.compiler}, {"vectors", machine.vectors}};
}

}  // namespace seven
