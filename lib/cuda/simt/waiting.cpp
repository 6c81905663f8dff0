#include "cuda/simt/waiting.h"

#include <algorithm>

#include "cuda/simt/names.h"

namespace seven::simt {

Waiting waiting_threads(const Block& block) {
  struct Site {
    const Thread* first;
    std::size_t threads;
  };
  std::vector<Site> sites;
  std::size_t ended = 0;
  for (const Thread& thread : block.threads()) {
    if (thread.state == Thread::State::ended) {
      ++ended;
      continue;
    }
    const auto site =
        std::find_if(sites.begin(), sites.end(), [&](const Site& each) { return each.first->site == thread.site; });
    if (site == sites.end()) {
      sites.push_back({&thread, 1});
    } else {
      ++site->threads;
    }
  }
  Waiting waiting;
  if (!sites.empty()) waiting.first = sites.front().first->site;
  for (const Site& site : sites) {
    const std::string text = source_text(site.first->site);
    waiting.lines.push_back(std::to_string(site.threads) + " threads wait at " + source_line(site.first->site) +
                            ", the first is " + index_text(site.first->index) + (text.empty() ? "" : ":  " + text));
  }
  waiting.lines.push_back(std::to_string(ended) + " have ended");
  return waiting;
}

}  // namespace seven::simt
