#include "confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <vector>

namespace {

#if defined(__x86_64__)
constexpr uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t architecture = 0;
#endif

// What arithmetic on several threads needs. Everything that is not here, and not below, fails with "not permitted":
// what a library tries before it does without.
constexpr int allowed[] = {
    SYS_read, SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_lseek, SYS_close, SYS_fstat,
    SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise, SYS_brk, SYS_mincore,
    SYS_futex, SYS_set_robust_list, SYS_sched_yield, SYS_sched_getaffinity, SYS_getcpu, SYS_membarrier,
     SYS_rseq, SYS_set_tid_address, SYS_gettid, SYS_getpid, SYS_getuid, SYS_geteuid, SYS_getgid,
    SYS_getegid, SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday,
    SYS_getrusage, SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sigaltstack, SYS_restart_syscall, SYS_exit, SYS_exit_group,
#if defined(__x86_64__)
    SYS_arch_prctl, SYS_time,
#endif
};

// What no arithmetic tries: whoever does is ended, so that his user hears of it.
constexpr int fatal[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_sendto, SYS_execve, SYS_execveat, SYS_kill, SYS_ptrace,
    SYS_process_vm_readv, SYS_process_vm_writev, SYS_unlinkat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_mkdirat,
    SYS_mknodat, SYS_truncate, SYS_ftruncate, SYS_fchmodat, SYS_fchownat, SYS_mount, SYS_unshare, SYS_setns, SYS_bpf,
#if defined(__x86_64__)
    SYS_open, SYS_creat, SYS_fork, SYS_vfork, SYS_unlink, SYS_rename, SYS_link, SYS_symlink, SYS_mkdir, SYS_rmdir,
#endif
};

// A program for the kernel that decides about each system call by its number and the low half of its arguments, where
// flags and numbers are.
class Filter {
 public:
  Filter() {
    load(offsetof(seccomp_data, arch));
    unless_equal(architecture, SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
    // The same calls by other numbers, of the ABI with short pointers.
    add(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    give(SECCOMP_RET_KILL_PROCESS);
#endif
  }

  void allow(int call) { when(call, 1), give(SECCOMP_RET_ALLOW); }

  void refuse(int call, int error) { when(call, 1), give(fail(error)); }

  void end_at(int call) { when(call, 1), give(SECCOMP_RET_KILL_PROCESS); }

  // Allows a call where these bits of an argument have this value.
  void allow_where(int call, int argument, uint32_t bits, uint32_t value) {
    decide(call, argument, bits, value, SECCOMP_RET_ALLOW, fail(EPERM));
  }

  // What happens at a call depends on whether these bits of an argument have this value.
  void decide(int call, int argument, uint32_t bits, uint32_t value, uint32_t if_so, uint32_t if_not) {
    when(call, 5);
    load(offsetof(seccomp_data, args) + 8 * argument);
    add(BPF_ALU | BPF_AND | BPF_K, bits);
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    give(if_so);
    give(if_not);
  }

  // Allows a call where this argument is no pointer to anything.
  void allow_without(int call, int argument) {
    when(call, 6);
    load(offsetof(seccomp_data, args) + 8 * argument);
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
    load(offsetof(seccomp_data, args) + 8 * argument + 4);
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
    give(SECCOMP_RET_ALLOW);
    give(fail(EPERM));
  }

  static uint32_t fail(int error) { return SECCOMP_RET_ERRNO | (error & SECCOMP_RET_DATA); }

  bool install() {
    give(fail(EPERM));
    const sock_fprog program{static_cast<unsigned short>(_code.size()), _code.data()};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
  }

 private:
  void add(int code, uint32_t value, uint8_t if_true = 0, uint8_t if_false = 0) {
    _code.push_back({static_cast<uint16_t>(code), if_true, if_false, value});
  }

  void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)); }

  void give(uint32_t verdict) { add(BPF_RET | BPF_K, verdict); }

  void unless_equal(uint32_t value, uint32_t verdict) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0);
    give(verdict);
  }

  void when(int call, uint8_t steps) { add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call), 0, steps); }

  std::vector<sock_filter> _code;
};

std::string failure(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

bool limit(int resource, rlim_t most) {
  rlimit now{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &now) != 0) {
    return false;
  }
  const rlimit next{now.rlim_max < most ? now.rlim_max : most, now.rlim_max < most ? now.rlim_max : most};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &next) == 0;
}

// The memory that this process has taken already, most of it for its libraries, as RLIMIT_DATA counts it.
rlim_t taken() {
  std::ifstream statistics("/proc/self/statm");
  rlim_t pages = 0;
  for (int field = 0; field < 6; field++) {
    statistics >> pages;
  }
  return pages * sysconf(_SC_PAGESIZE);
}

bool filter_calls(bool with_driver) {
  Filter filter;
  for (const int call : allowed) {
    filter.allow(call);
  }

  for (const int call : fatal) {
    filter.end_at(call);
  }

  // Memory that is shared is not counted against the limit, and could be seen by others.
  if (with_driver) {
    filter.allow(SYS_mmap);
    filter.allow(SYS_ioctl);
    filter.allow(SYS_poll);
    filter.allow(SYS_newfstatat);
  } else {
    filter.allow_where(SYS_mmap, 3, MAP_SHARED, 0);
  }

  const auto to_read = with_driver ? SECCOMP_RET_ALLOW : Filter::fail(EACCES);
  filter.decide(SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY, to_read, SECCOMP_RET_KILL_PROCESS);
  filter.refuse(SYS_clone3, ENOSYS);  // its flags lie in memory; the C library then takes clone
  filter.decide(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);
  filter.allow_where(SYS_tgkill, 0, UINT32_MAX, static_cast<uint32_t>(getpid()));
  filter.allow_where(SYS_prctl, 0, UINT32_MAX, PR_SET_NAME);
  filter.allow_without(SYS_prlimit64, 2);  // to ask for limits, not to set them
  return filter.install();
}

}  // namespace

std::string confine(uint64_t memory_bytes, bool with_driver) {
  if (architecture == 0) {
    return "its system calls are known for x86-64 and arm64 alone";
  }
  if (!limit(RLIMIT_DATA, taken() + memory_bytes) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CORE, 0)) {
    return failure("the limits on memory and files cannot be set");
  }
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return failure("rights cannot be given up");
  }
  return filter_calls(with_driver) ? "" : failure("the kernel filters no system calls (seccomp)");
}
