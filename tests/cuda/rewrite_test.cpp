// CUDA's own syntax becomes C++, whatever stands around it, and lines keep their numbers.
#include <doctest.h>

#include <algorithm>

#include "cuda/simt/lexer.h"
#include "cuda/simt/rewrite.h"
#include "support/message.h"

using seven::simt::rewrite;
using seven::simt::Word;
using seven::simt::words_of;

namespace {

std::string in_main(const std::string& text) { return "int main() {\n  " + text + "\n}\n"; }

// What one statement of main() becomes.
std::string statement(const std::string& text) {
  const std::string result = rewrite(in_main(text)).text;
  return result.substr(15, result.size() - 15 - 3);
}

std::string chevrons(const std::string& name, const std::string& kernel) {
  return "::seven::simt::Chevrons(\"" + name + "\", [=](const auto&... seven_arguments) { " + kernel +
         "(seven_arguments...); }, ";
}

void check_unchanged(const std::string& text) { CHECK(rewrite(text).text == text); }

}  // namespace

TEST_CASE("a launch") {
  CHECK(statement("axpy<<<8, 128>>>(y, x, n);") == chevrons("axpy", "axpy") + "8, 128)(y, x, n);");
  CHECK(statement("axpy<<<grid, block, bytes, stream>>>();") ==
        chevrons("axpy", "axpy") + "grid, block, bytes, stream)();");
  CHECK(statement("axpy <<< dim3(2, 2), f(a > b, c[1 >> 2]) >>> (y);") ==
        chevrons("axpy", "axpy ") + " dim3(2, 2), f(a > b, c[1 >> 2]) ) (y);");
  CHECK(statement("if (n > 0) axpy<<<n >> 1, 2>>>(y); else axpy<<<1, 1>>>(x);") ==
        "if (n > 0) " + chevrons("axpy", "axpy") + "n >> 1, 2)(y); else " + chevrons("axpy", "axpy") + "1, 1)(x);");
  CHECK(statement("return axpy<<<1, 1>>>(y);") == "return " + chevrons("axpy", "axpy") + "1, 1)(y);");
}

TEST_CASE("a launch of a template, of a name in a namespace, of a pointer") {
  CHECK(statement("k<16><<<g, b>>>(x);") == chevrons("k<16>", "k<16>") + "g, b)(x);");
  CHECK(statement("k<float, (3 > 2)><<<g, b>>>(x);") == chevrons("k<float, (3>2)>", "k<float, (3 > 2)>") + "g, b)(x);");
  CHECK(statement("k<Pair<int, Pair<int, int>>><<<g, b>>>(x);") ==
        chevrons("k<Pair<int, Pair<int, int>>>", "k<Pair<int, Pair<int, int>>>") + "g, b)(x);");
  CHECK(statement("k<unsigned char><<<g, b>>>(x);") == chevrons("k<unsigned char>", "k<unsigned char>") + "g, b)(x);");
  CHECK(statement("::a::b<2>::k<1><<<1, N<4>>>>(x);") ==
        chevrons("::a::b<2>::k<1>", "::a::b<2>::k<1>") + "1, N<4>)(x);");
  CHECK(statement("kernels[i + 1]<<<1, 2>>>(x);") == chevrons("kernels[i+1]", "kernels[i + 1]") + "1, 2)(x);");
  CHECK(statement("(k<4>)<<<1, 2>>>(x);") == chevrons("(k<4>)", "(k<4>)") + "1, 2)(x);");
  CHECK(statement("it->second<<<1, 2>>>(x);") == chevrons("it->second", "it->second") + "1, 2)(x);");
  CHECK(statement("pick(3)<<<1, 2>>>(x);") == chevrons("pick(3)", "pick(3)") + "1, 2)(x);");
  CHECK(statement("k<'\"'><<<1, 2>>>(x);") == chevrons("k<'\\\"'>", "k<'\"'>") + "1, 2)(x);");
}

TEST_CASE("lines keep their numbers") {
  const std::string text = in_main(
      "k<16,  // the tile\n    32>  /* and\n more */ <<<grid,\n      block  // threads\n  >>>(x,\n y);\n  int after = "
      "7;");
  const std::string result = rewrite(text).text;
  CHECK(std::count(result.begin(), result.end(), '\n') == std::count(text.begin(), text.end(), '\n'));
  const auto line_of = [](const std::string& all, const std::string& what) {
    return std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.find(what)), '\n');
  };
  for (const char* what : {"int after", "block  //", "y);", "more */"})
    CHECK(line_of(result, what) == line_of(text, what));
  CHECK(contains(result, "Chevrons(\"k<16, 32>\""));
}

TEST_CASE("launches in macros, and within others' arguments") {
  CHECK(contains(rewrite("#define RUN(k, ...) \\\n  k<<<1, 2>>>(__VA_ARGS__)\n").text, "Chevrons(\"k\""));
  CHECK(statement("TIME((k<<<1, 2>>>(x)));") == "TIME((" + chevrons("k", "k") + "1, 2)(x)));");
}

TEST_CASE("what is no launch stays as it is") {
  check_unchanged("const char* s = \"k<<<1, 2>>>(x)\";  // k<<<1, 2>>>(x)\n/* k<<<1, 2>>>(x) */\n");
  check_unchanged("auto s = R\"cuda(k<<<1, 2>>>(x) \" ' )\" )cuda\"; char c = '\"'; char d = '\\'';\n");
  check_unchanged("int n = 1'000'000; float f = 0x1p-3f; auto v = std::vector<std::vector<std::vector<int>>>(3);\n");
  check_unchanged("#error don't\nint x = a << b >> c; s.operator<<<int>(3);\n");
  check_unchanged("k<<<1, 2;\n");  // broken: the compiler says so
  check_unchanged("k<<<1, 2>>;\n");
  check_unchanged("<<<1, 2>>>(x);\n");
  check_unchanged("k<<<1, 2)>>>(x);\n");
  check_unchanged("");
  check_unchanged("\"never closed");
  check_unchanged("/* never closed");
  check_unchanged("R\"never closed");
}

TEST_CASE("dynamic shared memory") {
  const auto in_kernel = [](const std::string& text) {
    const std::string result = rewrite("__global__ void k() {\n" + text + "\n}\n").text;
    return result.substr(22, result.size() - 22 - 3);
  };
  CHECK(in_kernel("extern __shared__ float s[];") == "  float (* const s) = ::seven::simt::DynamicShared{};");
  CHECK(in_kernel("static __shared__ float s[32];") == " __shared__ float s[32];");
  CHECK(in_kernel("extern __shared__ volatile int s[][33];") ==
        "  volatile int (* const s)[33] = ::seven::simt::DynamicShared{};");
  CHECK(in_kernel("extern __shared__ __align__(16) unsigned char s[];") ==
        "  __align__(16) unsigned char (* const s) = ::seven::simt::DynamicShared{};");
  CHECK(in_kernel("__shared__ float tile[32][33];") == "__shared__ float tile[32][33];");
  CHECK(rewrite("namespace a {\nextern __shared__ float s[];\n}\n").text ==
        "namespace a {\nextern __thread  float s[] __asm__(\"seven_simt_dynamic_shared\");\n}\n");
  CHECK(rewrite("extern \"C\" {\nextern __shared__ float s[];\n}\n").text ==
        "extern \"C\" {\nextern __thread  float s[] __asm__(\"seven_simt_dynamic_shared\");\n}\n");
}

TEST_CASE("variables of the device") {
  CHECK(rewrite("__device__ int n;").text == "SEVEN_SIMT_DEVICE int n;");
  CHECK(rewrite("static __device__ float x[3] = {1, 2, 3};").text ==
        "static SEVEN_SIMT_DEVICE float x[3] = {1, 2, 3};");
  CHECK(rewrite("__device__ __align__(16) Pair<int, f(3)> p;").text ==
        "SEVEN_SIMT_DEVICE __align__(16) Pair<int, f(3)> p;");
  CHECK(rewrite("namespace { __device__ __managed__ int n = 0; }").text ==
        "namespace { __device__ SEVEN_SIMT_MANAGED int n = 0; }");
  check_unchanged("__device__ float f(float x) { return x; }\n");
  check_unchanged("__device__ inline int g();\ntemplate <class T> __device__ T h(T x);\n");
  check_unchanged("__device__ const float pi = 3.14f;\n__device__ constexpr int n = 3;\n");
  check_unchanged("struct A {\n  __device__ int f() const;\n  __device__ A() {}\n};\n");
  check_unchanged("auto f = [] __device__(int i) { return i; };\n");
}

TEST_CASE("main") {
  CHECK(rewrite("int main() { return 0; }").has_main);
  CHECK(rewrite("int main(int argc, char** argv);").has_main);
  CHECK(rewrite("#if 0\nvoid f() {\n#else\nvoid f() {\n#endif\n}\nint main() {}\n").has_main);
  CHECK(!rewrite("// int main() {}\nvoid f() { main_loop(); }").has_main);
  CHECK(!rewrite("struct A { int main(); };").has_main);
}

TEST_CASE("local headers are asked for") {
  std::string asked;
  const auto resolve = [&](const std::string& name) {
    asked += name + ";";
    return name == "mine.cuh" ? std::string("/work/0.h") : std::string();
  };
  CHECK(rewrite("#include \"mine.cuh\"\n#include <a/b's.h>\n# include \"theirs.h\"  // \"x\"\n", resolve).text ==
        "#include \"/work/0.h\"\n#include <a/b's.h>\n# include \"theirs.h\"  // \"x\"\n");
  CHECK(asked == "mine.cuh;theirs.h;");
}

TEST_CASE("words know where they stand") {
  const std::string text = "a::b->c <<x.y 'q' 1.5e+3f\n#define Z \\\n  z\nw";
  std::string all;
  for (const Word& word : words_of(text)) {
    CHECK(text.compare(word.begin, word.text.size(), word.text) == 0);
    all += std::string(word.text) + (word.in_directive ? "# " : " ");
  }
  CHECK(all == "a :: b -> c < < x . y 'q' 1.5e+3f ## define# Z# z# w ");
}
