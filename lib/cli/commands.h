// The sub-commands of `seven`, one file each. A command parses and calls; it computes nothing itself.
#pragma once

namespace CLI {
class App;
}

namespace seven::cli {

void add_accuracy(CLI::App& app);
void add_bench(CLI::App& app);
void add_data(CLI::App& app);
void add_demo(CLI::App& app);
void add_docs(CLI::App& app);
void add_doctor(CLI::App& app);
void add_eval(CLI::App& app);
void add_gradcheck(CLI::App& app);
void add_grade(CLI::App& app);
void add_grads(CLI::App& app);
void add_inspect(CLI::App& app);
void add_kernels(CLI::App& app);
void add_learn(CLI::App& app);
void add_net(CLI::App& app);
void add_op(CLI::App& app);
void add_predict(CLI::App& app);
void add_roofline(CLI::App& app);
void add_simt(CLI::App& app);
void add_train(CLI::App& app);

}  // namespace seven::cli
