#include "ops/settings.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "core/suggest.h"

namespace seven {

Settings::Settings(const std::string& op, const std::vector<Setting>& known, const SettingMap& given) : op_(op) {
  std::vector<std::string> names;
  for (const Setting& setting : known) {
    values_[setting.name] = setting.fallback;
    names.push_back(setting.name);
  }
  for (const auto& [name, value] : given) {
    if (!values_.contains(name)) throw unknown_name("setting of " + op, name, names);
    values_[name] = value;
  }
}

const std::string& Settings::text(const std::string& name) const { return values_.at(name); }

Index Settings::integer(const std::string& name) const {
  const std::string& value = text(name);
  Index result = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), result);
  if (code != std::errc{} || end != value.data() + value.size()) refuse(name, "a whole number");
  return result;
}

Index Settings::count(const std::string& name) const {
  const Index result = integer(name);
  if (result < 0) refuse(name, "a whole number of 0 or more");
  return result;
}

double Settings::number(const std::string& name) const {
  const std::string& value = text(name);
  std::size_t used = 0;
  double result = 0.0;
  try {
    result = std::stod(value, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used == 0 || used != value.size()) refuse(name, "a number");
  return result;
}

bool Settings::flag(const std::string& name) const {
  const std::string& value = text(name);
  if (value == "true" || value == "1" || value == "on") return true;
  if (value == "false" || value == "0" || value == "off") return false;
  refuse(name, "true or false");
}

std::string Settings::choice(const std::string& name, const std::vector<std::string>& words) const {
  const std::string& value = text(name);
  if (std::find(words.begin(), words.end(), value) != words.end()) return value;
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : " or ") + word;
  refuse(name, list);
}

void Settings::refuse(const std::string& name, const std::string& expected) const {
  throw Error("a setting of " + op_ + " has a wrong value")
      .where("--" + name)
      .expected(expected)
      .got("\"" + text(name) + "\"")
      .wrong_use();
}

}  // namespace seven
