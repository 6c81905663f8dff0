#include "lab/bench_step.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "core/philox.h"
#include "nn/models/models.h"
#include "nn/net.h"
#include "train/recipe.h"
#include "train/solver.h"

namespace seven {

Timing bench_step(const std::string& name, Index batch, const VariantChoice& variants, double seconds) {
  Net<float> net(model(name), 0, variants);
  net.set_batch(batch);
  Solver solver(net, recipe_for(name));
  const Shape& image = net.spec().image;
  Tensor<float> x(Shape{batch, image[0], image[1], image[2]});
  Random random(0, Purpose::test);
  for (float& value : x.span()) value = static_cast<float>(random.normal());
  Tensor<Index> labels(Shape{batch});
  for (Index& label : labels.span()) label = random.below(net.spec().classes);
  Index step = 0;
  return measure(
      [&] {
        const Pass<float> pass{.training = true, .seed = 0, .epoch = step++, .first_image = 0};
        net.zero_gradients();
        net.forward(x, pass);
        net.loss(labels);
        net.backward(x, labels, pass);
        solver.step(1.0);
      },
      seconds);
}

double peer_images_per_second(const std::string& command) {
  const auto close = [](std::FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
  if (!pipe) throw Error("the peer could not be started").where(command);
  std::string output;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) output += buffer.data();
  // The number before the last " images/s".
  const std::size_t end = output.rfind(" images/s");
  const std::size_t space = end == std::string::npos ? end : output.find_last_of(" \n", end - 1);
  const double rate = end == std::string::npos ? 0.0 : std::strtod(output.c_str() + (space + 1), nullptr);
  if (rate > 0.0) return rate;
  throw Error("the peer printed no rate")
      .where(command)
      .expected("a line with \"N images/s\"")
      .got(output.empty() ? "nothing" : output)
      .fix("run the command by itself to see what it lacks");
}

}  // namespace seven
