// The page that `seven demo` leaves behind: one HTML file that shows what the network learnt and how, with everything
// in it, to be opened anywhere and sent to anyone.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/image.h"
#include "inspect/plot.h"

namespace seven {

// A test picture and what the net made of it.
struct Prediction {
  Image image;
  Index label = 0;                             // the right class
  std::vector<std::pair<Index, double>> best;  // (class, probability), most probable first
};

// A line of the table of the net, as text.
struct LayerLine {
  std::string name, kind, shape, parameters, macs;
};

// Everything that the page shows. Any part may be empty: its section is then left out.
struct DemoReport {
  std::string net;
  std::string data;       // "10,000 synthetic images of 32 x 32, 10 classes"
  double accuracy = 0.0;  // of held-out images, 0 to 1
  double seconds = 0.0;   // training
  double images_per_second = 0.0;
  Index parameters = 0;
  Index epochs = 0;
  std::string machine;  // "AMD EPYC 7763, 2 threads, g++ 12.2"
  std::string date;
  std::string command;  // that makes it again
  std::vector<std::string> class_names;
  std::vector<Series> loss;   // over epochs
  std::vector<Series> error;  // over epochs, in percent
  Image filters;              // of the first layer
  std::vector<LayerLine> layers;
  std::vector<Prediction> predictions;
  std::vector<Index> confusion;  // (classes, classes), row-major: row the right class, column the answer
};

// The page, UTF-8. It asks nothing of the network, follows the reader's light or dark setting and fits a phone. All
// text is escaped. Throws Error if a label, an answer or the confusion matrix does not fit the class names.
std::string html_report(const DemoReport& report);

// RFC 4648, with padding: how pictures stand within the page.
std::string base64(std::string_view bytes);

}  // namespace seven
