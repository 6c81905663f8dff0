// The sub-commands of `seven`, one file each. A command parses and calls; it computes nothing itself.
#pragma once

namespace seven::cli {

class Command;

void add_accuracy(Command app);
void add_bench(Command app);
void add_data(Command app);
void add_demo(Command app);
void add_docs(Command app);
void add_doctor(Command app);
void add_eval(Command app);
void add_gradcheck(Command app);
void add_grade(Command app);
void add_grads(Command app);
void add_inspect(Command app);
void add_kernels(Command app);
void add_learn(Command app);
void add_net(Command app);
void add_op(Command app);
void add_predict(Command app);
void add_roofline(Command app);
void add_simt(Command app);
void add_train(Command app);

}  // namespace seven::cli
