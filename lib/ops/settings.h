// The parameters of an op by name and as text: how cases, the command line and result files spell them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven {

struct Setting {
  std::string name;      // "stride", given as --stride on the command line
  std::string fallback;  // the value if none is given
  std::string help;
};

using SettingMap = std::map<std::string, std::string>;

// The settings of one call: what was given, filled up with the fallbacks.
class Settings {
 public:
  // Throws Error (wrong use) for a name that `known` does not list.
  Settings(const std::string& op, const std::vector<Setting>& known, const SettingMap& given);

  // Each throws Error (wrong use), naming the setting, for a text that is not such a value.
  [[nodiscard]] Index integer(const std::string& name) const;
  [[nodiscard]] Index count(const std::string& name) const;  // a whole number of 0 or more
  [[nodiscard]] double number(const std::string& name) const;
  [[nodiscard]] bool flag(const std::string& name) const;  // true, false, 1, 0, on, off
  [[nodiscard]] const std::string& text(const std::string& name) const;
  // One of the words given.
  [[nodiscard]] std::string choice(const std::string& name, const std::vector<std::string>& words) const;

 private:
  [[noreturn]] void refuse(const std::string& name, const std::string& expected) const;

  std::string op_;
  SettingMap values_;
};

}  // namespace seven
