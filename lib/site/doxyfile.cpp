#include "site/doxyfile.h"

namespace seven::site {

std::string doxyfile(const DoxygenRun& run) {
  std::string text;
  const auto set = [&](const std::string& name, const std::string& value) { text += name + " = " + value + "\n"; };
  const auto path = [](const std::filesystem::path& p) { return "\"" + p.string() + "\""; };
  set("PROJECT_NAME", "\"Seven Loops\"");
  set("OUTPUT_DIRECTORY", path(run.output));
  set("INPUT", path(run.input));
  set("RECURSIVE", "YES");
  set("FILE_PATTERNS", "*.dox *.h *.cpp *.cu *.cuh");
  // With these words of CUDA's before a function, Doxygen takes its body for declarations.
  set("MACRO_EXPANSION", "YES");
  set("EXPAND_ONLY_PREDEF", "YES");
  set("PREDEFINED", "__global__= __device__= __launch_bounds__(...)=");
  set("EXTENSION_MAPPING", "cu=C++ cuh=C++");
  set("STRIP_FROM_PATH", path(run.input));
  set("STRIP_FROM_INC_PATH", path(run.input / "lib"));
  set("INCLUDE_PATH", path(run.input / "lib"));
  set("EXAMPLE_PATH", path(run.pieces) + " " + path(run.root));
  set("LAYOUT_FILE", path(run.layout));

  // Our comments are translated for Doxygen; it is not to find more in them than we say.
  set("MARKDOWN_SUPPORT", "NO");
  set("AUTOLINK_SUPPORT", "NO");
  set("JAVADOC_AUTOBRIEF", "YES");
  set("EXTRACT_ALL", "YES");
  set("WARN_IF_UNDOCUMENTED", "NO");
  set("WARN_FORMAT", "\"$file:$line: $text\"");
  set("WARN_LOGFILE", path(run.warnings));
  set("QUIET", "YES");

  set("SORT_MEMBER_DOCS", "NO");  // the order of the file is the order to read in
  set("SHOW_INCLUDE_FILES", "NO");
  set("SHOW_HEADERFILE", "NO");
  set("VERBATIM_HEADERS", "NO");
  set("SOURCE_TOOLTIPS", "NO");
  set("HAVE_DOT", "NO");
  set("CLASS_GRAPH", "NO");

  set("GENERATE_LATEX", "NO");
  set("GENERATE_TAGFILE", path(run.tags));
  set("HTML_HEADER", path(run.header));
  set("HTML_FOOTER", path(run.footer));
  set("HTML_TIMESTAMP", "NO");  // the same project gives the same bytes
  set("DISABLE_INDEX", "YES");  // the sidebar is ours
  set("GENERATE_TREEVIEW", "NO");
  set("SEARCHENGINE", "NO");  // Doxygen's finds names only; ours finds text too
  return text;
}

std::string doxygen_layout() {
  return R"xml(<doxygenlayout version="1.0">
  <navindex/>
  <class>
    <detaileddescription title="Description"/>
    <memberdecl>
      <nestedclasses visible="yes" title=""/>
      <publictypes title=""/>
      <publicmethods title=""/>
      <publicstaticmethods title=""/>
      <publicattributes title=""/>
      <publicstaticattributes title=""/>
      <protectedmethods title=""/>
      <protectedattributes title=""/>
      <friends title=""/>
    </memberdecl>
    <memberdef>
      <inlineclasses title=""/>
      <typedefs title=""/>
      <enums title=""/>
      <constructors title=""/>
      <functions title=""/>
      <variables title=""/>
    </memberdef>
    <usedfiles visible="yes"/>
  </class>
  <namespace>
    <detaileddescription title="Description"/>
    <memberdecl>
      <nestednamespaces visible="yes" title=""/>
      <classes visible="yes" title=""/>
      <structs visible="yes" title=""/>
      <typedefs title=""/>
      <enums title=""/>
      <functions title=""/>
      <variables title=""/>
    </memberdecl>
    <memberdef>
      <typedefs title=""/>
      <enums title=""/>
      <functions title=""/>
      <variables title=""/>
    </memberdef>
  </namespace>
  <file>
    <detaileddescription title="Description"/>
    <memberdecl>
      <classes visible="yes" title=""/>
      <structs visible="yes" title=""/>
      <defines title=""/>
      <typedefs title=""/>
      <enums title=""/>
      <functions title=""/>
      <variables title=""/>
    </memberdecl>
    <memberdef>
      <defines title=""/>
      <typedefs title=""/>
      <enums title=""/>
      <functions title=""/>
      <variables title=""/>
    </memberdef>
  </file>
</doxygenlayout>
)xml";
}

}  // namespace seven::site
