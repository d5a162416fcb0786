// Runs one TorchScript program for Saddle, confined: images come in on standard input, features go out on standard
// output, and whatever else the program tries fails. Saddle starts it; by itself it is of no use.
//
//   saddle_confined FILE DEVICE OPERATOR-THREADS BLAS-THREADS MEMORY-BYTES
//
// A tensor is its rank (int32), its lengths (int64) and its elements (float), all in the machine's own byte order.
// Each request is one tensor. An answer is its status (int32); after is_done the number of tensors (int32) and they
// themselves, otherwise the number of bytes of a text (int32) and the text. The first answer comes before the program
// is looked at, the second after it was loaded.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <torch/script.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "confinement.h"
#include "saddle_torch.h"

namespace {

enum status : int32_t { is_done = 0, has_failed = 1, is_not_confined = 2 };

constexpr size_t most_given = 2;  // features and logits: nobody asks for what comes after them
constexpr size_t most_text = 4096;
constexpr int32_t most_rank = 16;
constexpr int most_files = 4096;  // that could be left open by whoever started this

int answers = -1;

[[noreturn]] void leave() { std::_Exit(EXIT_SUCCESS); }

void put(const void* data, size_t bytes) {
  for (auto* rest = static_cast<const char*>(data); bytes > 0;) {
    const auto written = write(answers, rest, bytes);
    if (written < 0 && errno != EINTR) {
      leave();  // nobody listens any more
    }
    rest += std::max<ssize_t>(written, 0);
    bytes -= std::max<ssize_t>(written, 0);
  }
}

template <typename Value>
void put(Value value) {
  put(&value, sizeof value);
}

void take(void* data, size_t bytes) {
  for (auto* rest = static_cast<char*>(data); bytes > 0;) {
    const auto more = read(STDIN_FILENO, rest, bytes);
    if (more == 0 || (more < 0 && errno != EINTR)) {
      leave();  // nobody asks any more
    }
    rest += std::max<ssize_t>(more, 0);
    bytes -= std::max<ssize_t>(more, 0);
  }
}

template <typename Value>
Value take() {
  Value value;
  take(&value, sizeof value);
  return value;
}

void say(status what, const std::string& text) {
  const auto bytes = std::min(text.size(), most_text);
  put<int32_t>(what);
  put(static_cast<int32_t>(bytes));
  put(text.data(), bytes);
}

at::Tensor take_tensor(const c10::Device& device) {
  std::vector<int64_t> shape(take<int32_t>());
  for (auto& length : shape) {
    length = take<int64_t>();
  }
  auto tensor = at::empty(shape, at::kFloat);
  take(tensor.data_ptr(), tensor.nbytes());
  return device.is_cpu() ? tensor : tensor.to(device);
}

void say_done(const std::vector<at::Tensor>& tensors) {
  put<int32_t>(is_done);
  put(static_cast<int32_t>(tensors.size()));
  for (const auto& tensor : tensors) {
    put(static_cast<int32_t>(tensor.dim()));
    for (const auto length : tensor.sizes()) {
      put<int64_t>(length);
    }
    put(tensor.data_ptr(), tensor.nbytes());
  }
}

// The tensors at the front of what the module gives, however it groups them: features and, maybe, logits.
void collect(const c10::IValue& given, std::vector<at::Tensor>& tensors, bool& is_over) {
  if (given.isTensor() && tensors.size() < most_given) {
    tensors.push_back(given.toTensor().detach().to(at::kCPU).to(at::kFloat).contiguous());
    TORCH_CHECK(tensors.back().dim() <= most_rank, "it gives a tensor of ", tensors.back().dim(), " dimensions");
  } else if (given.isTuple() && !is_over) {
    for (const auto& element : given.toTuple()->elements()) {
      collect(element, tensors, is_over);
    }
  } else if (given.isList() && !is_over) {
    for (const c10::IValue& element : given.toListRef()) {
      collect(element, tensors, is_over);
    }
  } else {
    is_over = true;
  }
}

// Runs the body, which says what it has done; what it throws is said instead.
template <typename Body>
void answered(Body&& body) {
  try {
    body();
  } catch (const c10::Error& error) {
    say(has_failed, error.what_without_backtrace());
  } catch (const std::exception& error) {
    say(has_failed, error.what());
  }
}

// An archive in a file that is open already: no other one can be opened then.
class OpenFile final : public caffe2::serialize::ReadAdapterInterface {
 public:
  explicit OpenFile(int file) : _file(file), _size(lseek(file, 0, SEEK_END)) {}

  size_t size() const override { return _size; }

  size_t read(uint64_t place, void* buffer, size_t count, const char* what) const override {
    for (size_t done = 0; done < count;) {
      const auto more = pread(_file, static_cast<char*>(buffer) + done, count - done, place + done);
      TORCH_CHECK(more > 0 || (more < 0 && errno == EINTR), "the file ends, or cannot be read, within ", what);
      done += std::max<ssize_t>(more, 0);
    }
    return count;
  }

 private:
  int _file;
  size_t _size;
};

// What libtorch and its libraries look up at first use, in files too, they are to look up before that is over.
void warm_up(const c10::Device& device) {
  const auto options = at::TensorOptions(device);
  const auto maps = at::conv2d(at::ones({8, 3, 32, 32}, options), at::ones({16, 3, 3, 3}, options), {}, 1, 1).relu();
  at::mm(maps.flatten(1), at::ones({16 * 32 * 32, 64}, options)).cpu();
}

[[noreturn]] void serve(torch::jit::Module module, const c10::Device& device) {
  module.eval();
  const at::NoGradGuard no_gradients;
  for (say_done({});;) {
    auto images = take_tensor(device);
    answered([&] {
      std::vector<at::Tensor> tensors;
      bool is_over = false;
      collect(module.forward({std::move(images)}), tensors, is_over);
      say_done(tensors);
    });
  }
}

// Leaves this process with its standard input and output alone, the latter under a number that no program prints to.
void keep_apart() {
  for (int other = STDERR_FILENO + 1; other < most_files; other++) {
    close(other);
  }
  answers = dup(STDOUT_FILENO);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  close(nowhere);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 6) {
    return EXIT_FAILURE;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);  // the terminal sends it to everybody; Saddle decides when this ends
  std::signal(SIGPIPE, SIG_IGN);
  keep_apart();
  answered([&] {
    const c10::Device device{std::string(arguments[2])};
    const int file = open(arguments[1], O_RDONLY | O_CLOEXEC);
    TORCH_CHECK(file >= 0, "the file cannot be opened: ", std::strerror(errno));
    saddle_set_threads(std::atoi(arguments[3]), std::atoi(arguments[4]));
    warm_up(device);
    if (const auto lacks = confine(std::strtoull(arguments[5], nullptr, 10), !device.is_cpu()); !lacks.empty()) {
      say(is_not_confined, lacks);
      leave();
    }
    say_done({});
    serve(torch::jit::load(std::make_shared<OpenFile>(file), device), device);
  });
  leave();
}
