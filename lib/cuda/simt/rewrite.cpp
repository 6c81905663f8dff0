#include "cuda/simt/rewrite.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "cuda/simt/lexer.h"

namespace seven::simt {

namespace {

using Kind = Word::Kind;

bool one_of(const Word& word, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return word.is(name); });
}

class Rewriter {
 public:
  explicit Rewriter(const std::string& text) : text_(text), words_(words_of(text)) {}

  Rewritten run(const std::function<std::string(const std::string& name)>& resolve) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is(i, "#") && words_[i].in_directive) follow_condition(i + 1);
      if (!words_[i].in_directive) follow_braces(i);
      if (words_[i].kind == Kind::include && resolve) include(i, resolve);
      if (is(i, "main") && i > 0 && words_[i - 1].kind == Kind::name && is(i + 1, "(")) has_main_ |= outside();
      if (is(i, "__shared__")) shared(i);
      if (is(i, "__device__") || is(i, "__managed__")) device(i);
      if (touching(i, "<") >= 3 && (i == 0 || !is(i - 1, "operator"))) launch(i);
    }
    return {edited(), has_main_};
  }

 private:
  struct Edit {
    std::size_t begin, length;
    std::string text;
  };

  [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < words_.size() && words_[i].is(text); }
  void replace(std::size_t i, const std::string& by) { edits_.push_back({words_[i].begin, words_[i].text.size(), by}); }
  void insert_before(std::size_t i, const std::string& what) { edits_.push_back({words_[i].begin, 0, what}); }

  // How many words from here on are this sign, with nothing between them.
  [[nodiscard]] std::size_t touching(std::size_t i, std::string_view sign) const {
    std::size_t count = 0;
    while (is(i + count, sign) && (count == 0 || words_[i + count].begin == words_[i + count - 1].end())) ++count;
    return count;
  }

  // --- where in the file: outside of functions and classes, or within

  [[nodiscard]] bool outside() const {
    return std::all_of(scopes_.begin(), scopes_.end(), [](bool of_namespace) { return of_namespace; });
  }

  void follow_braces(std::size_t i) {
    if (is(i, "{")) {
      bool of_namespace = i > 1 && words_[i - 1].kind == Kind::text && is(i - 2, "extern");
      for (std::size_t w = statement_; w < i; ++w) of_namespace |= is(w, "namespace");
      scopes_.push_back(of_namespace);
    }
    if (is(i, "}") && !scopes_.empty()) scopes_.pop_back();
    if (one_of(words_[i], {"{", "}", ";"})) statement_ = i + 1;
  }

  // Both branches of an #if begin in the same scope.
  void follow_condition(std::size_t i) {
    if (i >= words_.size()) return;
    if (one_of(words_[i], {"if", "ifdef", "ifndef"})) conditions_.push_back(scopes_);
    if (conditions_.empty()) return;
    if (one_of(words_[i], {"else", "elif", "elifdef", "elifndef"})) scopes_ = conditions_.back();
    if (is(i, "endif")) conditions_.pop_back();
  }

  // --- from a bracket to its partner

  [[nodiscard]] std::optional<std::size_t> opening(std::size_t i) const {
    std::size_t depth = 0;
    for (std::size_t at = i + 1; at-- > 0;) {
      if (one_of(words_[at], {")", "]", "}"})) ++depth;
      if (one_of(words_[at], {"(", "[", "{"}) && --depth == 0) return at;
    }
    return std::nullopt;
  }

  // The same for < and >, passing over what stands in other brackets.
  [[nodiscard]] std::optional<std::size_t> opening_angle(std::size_t i) const {
    std::size_t depth = 0;
    for (std::size_t at = i + 1; at-- > 0;) {
      if (is(at, ")") || is(at, "]")) {
        const std::optional<std::size_t> open = opening(at);
        if (!open) return std::nullopt;
        at = *open;
      } else if (is(at, ">")) {
        ++depth;
      } else if (is(at, "<") && --depth == 0) {
        return at;
      } else if (one_of(words_[at], {";", "{", "}"})) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  // --- kernel<<<grid, block>>>(...)

  // Where the kernel's name begins that ends before word i: ns::kernel<Pair<int, int>>, kernels[2], (kernel<4>).
  [[nodiscard]] std::optional<std::size_t> kernel_begin(std::size_t i) const {
    std::optional<std::size_t> at = i;
    bool complete = false;
    while (*at > 0) {
      const std::size_t last = *at - 1;
      if (is(last, "]") || is(last, ")")) {
        at = opening(last);
        complete = is(last, ")");  // unless it is a call
      } else if (is(last, ">")) {
        at = opening_angle(last);
        complete = false;
      } else if (words_[last].kind == Kind::name && !one_of(words_[last], {"return", "else", "do"})) {
        at = last;
        complete = true;
        if (last > 1 && one_of(words_[last - 1], {"::", ".", "->"}) &&
            (words_[last - 2].kind == Kind::name || one_of(words_[last - 2], {">", "]", ")"}))) {
          at = last - 1;
          complete = false;
        } else {
          if (last > 0 && is(last - 1, "::")) at = last - 1;
          break;
        }
      } else {
        break;
      }
      if (!at) return std::nullopt;
    }
    return complete ? at : std::nullopt;
  }

  // The first of the three > that close the launch which word i opens.
  [[nodiscard]] std::optional<std::size_t> launch_end(std::size_t i) const {
    std::size_t depth = 0;
    for (std::size_t at = i + 3; at < words_.size(); ++at) {
      if (one_of(words_[at], {"(", "[", "{"})) ++depth;
      if (one_of(words_[at], {")", "]", "}"}) && depth-- == 0) return std::nullopt;
      if (depth > 0) continue;
      if (is(at, ";")) return std::nullopt;
      const std::size_t count = touching(at, ">");
      if (count >= 3 && is(at + count, "(")) return at + count - 3;
      if (count > 0) at += count - 1;
    }
    return std::nullopt;
  }

  // "kernel<16, true>", as a string of C++.
  [[nodiscard]] std::string kernel_text(std::size_t begin, std::size_t end) const {
    std::string name;
    for (std::size_t i = begin; i < end; ++i) {
      const bool names = i > begin && words_[i].kind == Kind::name && words_[i - 1].kind == Kind::name;
      if (names || (i > begin && is(i - 1, ","))) name += ' ';
      for (const char c : words_[i].text) {
        if (c == '"' || c == '\\') name += '\\';
        name += c;
      }
    }
    return name;
  }

  void launch(std::size_t i) {
    const std::optional<std::size_t> begin = kernel_begin(i);
    const std::optional<std::size_t> end = launch_end(i);
    if (!begin || !end) return;  // no launch, or a broken one, of which the compiler speaks
    insert_before(*begin,
                  "::seven::simt::Chevrons(\"" + kernel_text(*begin, i) + "\", [=](const auto&... seven_arguments) { ");
    edits_.push_back({words_[i].begin, 3, "(seven_arguments...); }, "});
    edits_.push_back({words_[*end].begin, 3, ")"});
  }

  // --- extern __shared__ float s[];

  void shared(std::size_t i) {
    std::size_t end = i;
    while (end < words_.size() && !one_of(words_[end], {";", "{", "}"})) ++end;
    std::optional<std::size_t> open, external;
    for (std::size_t w = statement_; w < end; ++w) {
      if (is(w, "static")) replace(w, "");  // __shared__ is static here as it is
      if (is(w, "extern")) external = w;
      if (!open && is(w, "[") && is(w + 1, "]") && w > i) open = w;
    }
    if (!is(end, ";") || !external || !open) return;
    replace(i, "");
    if (outside()) {
      replace(*external, "extern __thread");
      insert_before(end, " __asm__(\"seven_simt_dynamic_shared\")");
    } else {
      replace(*external, "");
      insert_before(*open - 1, "(* const ");
      replace(*open, ")");
      replace(*open + 1, "");
      insert_before(end, " = ::seven::simt::DynamicShared{}");
    }
  }

  // --- __device__ int counter;

  // Past the bracket that word i opens.
  [[nodiscard]] std::size_t closed(std::size_t i) const {
    int depth = 0;
    for (; i < words_.size(); ++i) {
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
      if (depth == 0) break;
    }
    return i;
  }

  // What the statement that holds word i is to be marked as: "" if it declares no variable, or one that never changes.
  [[nodiscard]] std::string variable_mark(std::size_t i) const {
    int depth = 0;  // within <>
    bool managed = false;
    for (std::size_t w = statement_; w < words_.size(); ++w) {
      if (one_of(words_[w], {"const", "constexpr", "__constant__", "struct", "class", "union", "enum", "typedef",
                             "using", "template", "operator", "__global__"}))
        return "";
      managed |= is(w, "__managed__");
      if (w > 0 && is(w, "(") && one_of(words_[w - 1], {"__align__", "__attribute__", "alignas"})) {
        w = closed(w);
        continue;
      }
      depth += is(w, "<") ? 1 : is(w, ">") ? -1 : 0;
      if (w <= i || depth > 0) continue;
      if (is(w, "(")) return "";
      if (one_of(words_[w], {";", "=", "[", "{"})) return managed ? "SEVEN_SIMT_MANAGED" : "SEVEN_SIMT_DEVICE";
    }
    return "";
  }

  void device(std::size_t i) {
    if (words_[i].in_directive || !outside()) return;
    const std::string mark = variable_mark(i);
    // __device__ __managed__ int n: one of the two is enough.
    if (is(i, "__managed__") ? mark == "SEVEN_SIMT_MANAGED" : mark == "SEVEN_SIMT_DEVICE") replace(i, mark);
  }

  // --- #include "name"

  void include(std::size_t i, const std::function<std::string(const std::string& name)>& resolve) {
    const std::string_view quoted = words_[i].text;
    if (quoted.size() < 2) return;
    const std::string other = resolve(std::string(quoted.substr(1, quoted.size() - 2)));
    if (!other.empty()) replace(i, "\"" + other + "\"");
  }

  [[nodiscard]] std::string edited() {
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    std::string result;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
      result += text_.substr(at, edit.begin - at) + edit.text;
      at = edit.begin + edit.length;
    }
    return result + text_.substr(at);
  }

  const std::string& text_;
  std::vector<Word> words_;
  std::vector<Edit> edits_;
  std::vector<bool> scopes_;                   // open braces: whether each is of a namespace
  std::vector<std::vector<bool>> conditions_;  // the scopes where each open #if began
  std::size_t statement_ = 0;                  // its first word
  bool has_main_ = false;
};

}  // namespace

Rewritten rewrite(const std::string& text, const std::function<std::string(const std::string& name)>& resolve) {
  return Rewriter(text).run(resolve);
}

}  // namespace seven::simt
