#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace seven::cli {

Option Option::type_name(const std::string& name) const {
  option_->type_name(name);
  return *this;
}
Option Option::capture_default_str() const {
  option_->capture_default_str();
  return *this;
}
Option Option::default_str(const std::string& text) const {
  option_->default_str(text);
  return *this;
}
Option Option::description(const std::string& text) const {
  option_->description(text);
  return *this;
}
Option Option::group(const std::string& heading) const {
  option_->group(heading);
  return *this;
}

Option Option::required() const {
  option_->required();
  return *this;
}
Option Option::expected(int lowest, int highest) const {
  option_->expected(lowest, highest);
  return *this;
}
Option Option::excludes(Option other) const {
  option_->excludes(other.option_);
  return *this;
}
Option Option::needs(Option other) const {
  option_->needs(other.option_);
  return *this;
}

Option Option::check(const std::function<std::string(const std::string& text)>& fault) const {
  option_->check(fault);
  return *this;
}
Option Option::one_of(const std::vector<std::string>& words) const {
  option_->check(CLI::IsMember(words));
  return *this;
}
Option Option::range(int lowest, int highest) const {
  option_->check(CLI::Range(lowest, highest));
  return *this;
}
Option Option::positive() const {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Command Command::add_subcommand(const std::string& name, const std::string& about) const {
  return Command(app_->add_subcommand(name, about));
}
void Command::require_subcommand(int count) const { app_->require_subcommand(count); }
void Command::require_subcommand(int lowest, int highest) const {
  app_->require_subcommand(static_cast<std::size_t>(lowest), static_cast<std::size_t>(highest));
}

template <typename T>
Option Command::add_option(const std::string& name, T& target, const std::string& about) const {
  return Option(app_->add_option(name, target, about));
}
template Option Command::add_option(const std::string&, int&, const std::string&) const;
template Option Command::add_option(const std::string&, unsigned&, const std::string&) const;
template Option Command::add_option(const std::string&, std::int64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, double&, const std::string&) const;
template Option Command::add_option(const std::string&, std::string&, const std::string&) const;
template Option Command::add_option(const std::string&, std::filesystem::path&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::string>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<int>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<std::int64_t>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<std::uint64_t>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::optional<double>&, const std::string&) const;

template <typename T>
Option Command::add_option_function(const std::string& name, const std::function<void(const T&)>& set,
                                    const std::string& about) const {
  return Option(app_->add_option_function<T>(name, set, about));
}
template Option Command::add_option_function(const std::string&, const std::function<void(const int&)>&,
                                             const std::string&) const;
template Option Command::add_option_function(const std::string&, const std::function<void(const std::string&)>&,
                                             const std::string&) const;

Option Command::add_flag(const std::string& name, bool& target, const std::string& about) const {
  return Option(app_->add_flag(name, target, about));
}

void Command::footer(const std::string& text) const { app_->footer(text); }
void Command::fallthrough() const { app_->fallthrough(); }
void Command::callback(const std::function<void()>& run) const { app_->callback(run); }

bool Command::parsed() const { return app_->parsed(); }
bool Command::parsed_subcommand() const { return !app_->get_subcommands().empty(); }

}  // namespace seven::cli
