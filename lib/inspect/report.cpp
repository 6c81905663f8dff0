#include "inspect/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/error.h"
#include "core/progress.h"
#include "inspect/report_style.h"

namespace seven {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      word = word << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += i + j <= bytes.size() ? kDigits[word >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

namespace {

// 1234567 as "1,234,567".
std::string grouped(Index value) {
  std::string digits = std::to_string(value);
  for (Index at = static_cast<Index>(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string picture(const Image& image, const std::string& alt, const char* css) {
  return fmt::format("<img class=\"{}\" alt=\"{}\" src=\"data:image/png;base64,{}\">\n", css, escaped(alt),
                     base64(encode_png(image)));
}

std::string section(const char* title, const char* note, const std::string& content) {
  return fmt::format("<section>\n<h2>{}</h2>\n<p class=\"note\">{}</p>\n{}</section>\n", title, note, content);
}

std::string fact(const char* name, const std::string& value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, escaped(value));
}

std::string headline(const DemoReport& r) {
  std::string html = fmt::format(
      "<header>\n<p class=\"eyebrow\">Seven Loops</p>\n<h1>This network can name {:.1f}&nbsp;% of pictures it had "
      "never seen</h1>\n<p class=\"lead\">It began with random numbers and learnt from {}.</p>\n<dl class=\"facts\">\n",
      100.0 * r.accuracy, r.data.empty() ? "examples" : escaped(r.data));
  html += fact("network", r.net);
  html += fact("right on new pictures", fmt::format("{:.1f} %", 100.0 * r.accuracy));
  html += fact("training took", duration_text(r.seconds));
  html += fact("images a second", grouped(static_cast<Index>(r.images_per_second + 0.5)));
  html += fact("parameters", grouped(r.parameters));
  html += fact("epochs", grouped(r.epochs));
  return html + fmt::format("</dl>\n<p class=\"machine\">{}{}{}</p>\n</header>\n", escaped(r.machine),
                            r.machine.empty() || r.date.empty() ? "" : " · ", escaped(r.date));
}

std::string curves(const DemoReport& r) {
  if (r.loss.empty() && r.error.empty()) return "";
  std::string html = "<div class=\"two\">\n";
  if (!r.loss.empty()) html += svg_curves({.title = "Loss", .x_label = "epoch"}, r.loss);
  if (!r.error.empty()) html += svg_curves({.title = "Wrong answers, in %", .x_label = "epoch"}, r.error);
  return section(
      "How it learnt",
      "The loss is what training pushes down. The pictures held out are never trained on: where their curve follows "
      "the other, the network has learnt something general.",
      html + "</div>\n");
}

std::string filters(const DemoReport& r) {
  if (r.filters.pixels.empty()) return "";
  return section(
      "What its first layer looks for",
      "Each square is one kernel of the first convolution, as a picture. Edges, stripes and spots of colour: nobody "
      "drew them, training did.",
      picture(r.filters, "the kernels of the first layer", "filters"));
}

std::string prediction(const DemoReport& r, const Prediction& p) {
  const bool right = !p.best.empty() && p.best.front().first == p.label;
  const std::string& truth = r.class_names[static_cast<std::size_t>(p.label)];
  std::string html = fmt::format("<div class=\"picture{}\">\n", right ? "" : " missed");
  html += picture(p.image, truth, "");
  html += fmt::format("<div class=\"answers\"><b>{} <i>{}</i></b>\n", escaped(truth), right ? "✓" : "✗");
  for (std::size_t i = 0; i < p.best.size(); ++i) {
    const auto& [label, probability] = p.best[i];
    const char* kind = label == p.label ? " yes" : (i == 0 ? " no" : "");
    html += fmt::format(
        "<div class=\"answer{}\"><i class=\"bar\" style=\"width:{:.1f}%\"></i><span>{}</span><span>{:.0f} "
        "%</span></div>\n",
        kind, 100.0 * std::clamp(probability, 0.0, 1.0), escaped(r.class_names[static_cast<std::size_t>(label)]),
        100.0 * probability);
  }
  return html + "</div></div>\n";
}

std::string predictions(const DemoReport& r) {
  if (r.predictions.empty()) return "";
  std::string html = "<div class=\"pictures\">\n";
  for (const Prediction& p : r.predictions) html += prediction(r, p);
  return section(
      "Pictures it had never seen",
      "Above the bars the right name; the bars are the network's five best guesses. Green is the right one, red a "
      "first guess that is wrong.",
      html + "</div>\n");
}

std::string confusion(const DemoReport& r) {
  if (r.confusion.empty()) return "";
  const std::size_t n = r.class_names.size();
  std::string html = "<div class=\"wide\"><table class=\"confusion\">\n<thead><tr><th></th>";
  for (const std::string& name : r.class_names) html += fmt::format("<th><span>{}</span></th>", escaped(name));
  html += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < n; ++i) {
    Index total = 0;
    for (std::size_t j = 0; j < n; ++j) total += r.confusion[i * n + j];
    html += fmt::format("<tr><th>{}</th>", escaped(r.class_names[i]));
    for (std::size_t j = 0; j < n; ++j) {
      const Index count = r.confusion[i * n + j];
      const double share = static_cast<double>(count) / static_cast<double>(std::max<Index>(1, total));
      // Errors are few: their colour starts stronger, or none would be seen.
      const double tint = i == j ? 75.0 * share : std::min(85.0, 14.0 + 300.0 * share);
      html += fmt::format("<td class=\"{}\" style=\"--share:{:.0f}\">{}</td>",
                          i == j ? "hit" : (count > 0 ? "miss" : "none"), count > 0 ? tint : 0.0, count);
    }
    html += "</tr>\n";
  }
  return section(
      "What it mixes up",
      "A row is the right class, a column the answer, a number how many pictures. All on the diagonal would be "
      "perfect.",
      html + "</tbody></table></div>\n");
}

std::string layer_table(const DemoReport& r) {
  if (r.layers.empty()) return "";
  std::string html =
      "<div class=\"wide\"><table class=\"layers\">\n<thead><tr><th>layer</th><th>kind</th><th>output</th>"
      "<th class=\"number\">parameters</th><th class=\"number\">multiply-adds</th></tr></thead>\n<tbody>\n";
  for (const LayerLine& line : r.layers) {
    html += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
        escaped(line.name), escaped(line.kind), escaped(line.shape), escaped(line.parameters), escaped(line.macs));
  }
  return section("The network", "Layer by layer, for one picture.", html + "</tbody></table></div>\n");
}

std::string explanation(const DemoReport& r) {
  std::string html = fmt::format(
      "<p>A convolution slides a small kernel over a picture and notes how well it fits at every place. Written down "
      "it is "
      "seven nested loops: over pictures, kernels, rows, columns, channels, and the kernel's own rows and columns. A "
      "few "
      "layers of that, and this network has {} numbers that decide what it sees. At first they are random, so it "
      "guesses.</p>\n"
      "<p>Then it looks at the training pictures, some at a time. Whenever its answer is off, calculus tells for each "
      "of those "
      "numbers which way to nudge it to be a little less wrong. Nobody tells it what a corner or an edge is. It went "
      "through "
      "all the training pictures {} times{}, and was then tested on pictures kept away from it.</p>\n",
      grouped(r.parameters), grouped(r.epochs), r.seconds > 0.0 ? ", in " + duration_text(r.seconds) : "");
  if (!r.command.empty()) {
    html += fmt::format("<p>To see it happen again:</p>\n<pre>{}</pre>\n", escaped(r.command));
  }
  return section("What you just saw", "In plain words.", html);
}

void check(const DemoReport& r) {
  const auto n = static_cast<Index>(r.class_names.size());
  if (!r.confusion.empty() && static_cast<Index>(r.confusion.size()) != n * n) {
    throw Error("the confusion matrix does not fit the classes")
        .expected(fmt::format("{} numbers", n * n))
        .got(std::to_string(r.confusion.size()));
  }
  for (const Prediction& p : r.predictions) {
    const auto known = [&](Index label) { return label >= 0 && label < n; };
    if (!known(p.label) || !std::all_of(p.best.begin(), p.best.end(), [&](const auto& b) { return known(b.first); })) {
      throw Error("a picture of the report has a class without a name").expected(fmt::format("0 to {}", n - 1));
    }
  }
}

}  // namespace

std::string html_report(const DemoReport& report) {
  check(report);
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Seven Loops: {} learnt to "
      "see</title>\n"
      "<style>{}</style>\n</head>\n<body>\n<main>\n",
      escaped(report.net), kReportStyle);
  html += headline(report) + predictions(report) + filters(report) + curves(report) + confusion(report) +
          layer_table(report) + explanation(report);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace seven
