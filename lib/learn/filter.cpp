#include "learn/filter.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace seven::learn {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#endif

constexpr std::uint32_t kThread = 0x00010000;  // CLONE_THREAD

// Computing, waiting, memory and the open pipes.
constexpr int kAllowed[] = {
    __NR_read,
    __NR_write,
    __NR_writev,
    __NR_close,
    __NR_lseek,
    __NR_fstat,
    __NR_newfstatat,
    __NR_ioctl,
    __NR_mmap,
    __NR_munmap,
    __NR_mprotect,
    __NR_mremap,
    __NR_madvise,
    __NR_brk,
    __NR_futex,
    __NR_set_robust_list,
    __NR_set_tid_address,
    __NR_rseq,
    __NR_getrandom,
    __NR_prlimit64,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_clock_nanosleep,
    __NR_nanosleep,
    __NR_gettimeofday,
    __NR_getpid,
    __NR_gettid,
    __NR_sched_yield,
    __NR_sched_getaffinity,
    __NR_getrusage,
    __NR_exit,
    __NR_exit_group,
    __NR_uname,
    __NR_getcpu,
    __NR_restart_syscall,
#if defined(__x86_64__)
    __NR_arch_prctl,
    __NR_time,
#endif
};

// Calls that name a file: the trap tells the program's own handler so, which reports the path.
constexpr int kFiles[] = {
    __NR_openat,   __NR_openat2,   __NR_unlinkat,   __NR_renameat2, __NR_mkdirat, __NR_linkat, __NR_symlinkat,
    __NR_fchmodat, __NR_faccessat, __NR_faccessat2, __NR_truncate,  __NR_statfs,  __NR_chdir,
#if defined(__x86_64__)
    __NR_open,     __NR_creat,     __NR_unlink,     __NR_rename,    __NR_mkdir,   __NR_access, __NR_stat,
    __NR_lstat,    __NR_chmod,     __NR_rmdir,      __NR_link,      __NR_symlink,
#endif
};

constexpr int kProcesses[] = {
    __NR_clone, __NR_clone3, __NR_execve, __NR_execveat,
#if defined(__x86_64__)
    __NR_fork,  __NR_vfork,
#endif
};
constexpr int kNetwork[] = {__NR_socket, __NR_socketpair, __NR_connect, __NR_bind, __NR_sendto, __NR_accept};
constexpr int kOthers[] = {
    __NR_kill,       __NR_tkill,      __NR_tgkill, __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev,
    __NR_pidfd_open, __NR_setpriority};

template <std::size_t N>
bool holds(const int (&list)[N], int number) {
  return std::find(std::begin(list), std::end(list), number) != std::end(list);
}

// Room for the whole filter, built on the stack: nothing may be allocated between fork and exec.
struct Filter {
  std::array<sock_filter, 256> code{};
  unsigned short length = 0;

  void add(sock_filter instruction) { code.at(length++) = instruction; }
  void load(std::size_t offset) { add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset))); }
  void end(std::uint32_t action) { add(BPF_STMT(BPF_RET | BPF_K, action)); }
  // The loaded word is `value`: end with `action`; otherwise go on.
  void if_equal(std::uint32_t value, std::uint32_t action) {
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
    end(action);
  }
};

constexpr std::size_t argument(int i) { return offsetof(seccomp_data, args) + static_cast<std::size_t>(i) * 8; }

}  // namespace

bool can_filter() { return ::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0; }

bool install_filter(int program) {
  const std::uint32_t trap = SECCOMP_RET_TRAP;
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0));
  filter.end(SECCOMP_RET_KILL_PROCESS);
  filter.load(offsetof(seccomp_data, nr));
  for (const int number : kAllowed) filter.if_equal(static_cast<std::uint32_t>(number), SECCOMP_RET_ALLOW);
  for (const int number : kFiles) filter.if_equal(static_cast<std::uint32_t>(number), trap | 1);
  // A static program asks where it lies before there is a handler; it can do without the answer.
  filter.if_equal(__NR_readlinkat, SECCOMP_RET_ERRNO | EACCES);
#if defined(__x86_64__)
  filter.if_equal(__NR_readlink, SECCOMP_RET_ERRNO | EACCES);
#endif
  // glibc falls back on clone, whose flags the filter can see.
  filter.if_equal(__NR_clone3, SECCOMP_RET_ERRNO | ENOSYS);

  // Whoever opens the program's own file marks it as one to close.
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_fcntl, 0, 4));
  filter.load(argument(1));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETFD, 0, 1));
  filter.end(SECCOMP_RET_ALLOW);
  filter.end(trap);

  // A new thread is welcome, a new process is not.
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4));
  filter.load(argument(0));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kThread, 0, 1));
  filter.end(SECCOMP_RET_ALLOW);
  filter.end(trap);

  // The program itself is started by its open file, which closes on the way: no second time.
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_execveat, 0, 4));
  filter.load(argument(0));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(program), 0, 1));
  filter.end(SECCOMP_RET_ALLOW);
  filter.end(trap);

  // abort() sends itself a signal; nobody else gets one.
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 4));
  filter.load(argument(0));
  filter.add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(::getpid()), 0, 1));
  filter.end(SECCOMP_RET_ALLOW);
  filter.end(trap);
  filter.end(trap);

  const sock_fprog code{filter.length, filter.code.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &code, 0, 0) == 0;
}

std::string forbidden_deed(int number) {
  if (holds(kFiles, number)) return "it opened a file";
  if (holds(kProcesses, number)) return "it started another process";
  if (holds(kNetwork, number)) return "it used the network";
  if (holds(kOthers, number)) return "it reached for another process";
  return "it asked the system for something that computing does not need (system call " + std::to_string(number) + ")";
}

}  // namespace seven::learn

#else

namespace seven::learn {

bool can_filter() { return false; }
bool install_filter(int /*program*/) { return true; }
std::string forbidden_deed(int /*number*/) { return "it asked the system for something forbidden"; }

}  // namespace seven::learn

#endif
