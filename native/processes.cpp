// Processes that train together: what each of them computed goes to all of them, by c10d's Gloo where libtorch has it
// and Gloo's headers were there.
#include "guarded.h"
#include "saddle_torch.h"

#ifdef USE_C10D_GLOO

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <chrono>
#include <memory>
#include <vector>

namespace {

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

using Meeting = c10::intrusive_ptr<c10d::Store>;
using Group = c10::intrusive_ptr<c10d::ProcessGroupGloo>;

at::Tensor bytes_at(const void* data, int64_t count) {
  return at::from_blob(const_cast<void*>(data), {count}, at::TensorOptions().dtype(at::kByte));
}

}  // namespace

int32_t saddle_has_processes() {
  return 1;
}

int32_t saddle_meeting_open(const char* host, int32_t serves, double seconds, int32_t* port, void** meeting) {
  return guarded([&] {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(*port);
    options.isServer = serves != 0;
    options.waitWorkers = false;
    options.timeout = milliseconds(seconds);
    auto store = c10::make_intrusive<c10d::TCPStore>(host, options);
    *port = store->getPort();
    *meeting = new Meeting(std::move(store));
  });
}

void saddle_meeting_close(void* meeting) {
  delete static_cast<Meeting*>(meeting);
}

int32_t saddle_group_open(void* meeting, const char* own, int32_t rank, int32_t size, double seconds, void** group) {
  return guarded([&] {
    auto options = c10d::ProcessGroupGloo::Options::create(milliseconds(seconds));
    options->devices.push_back(*own == '\0' ? c10d::ProcessGroupGloo::createDefaultDevice()
                                            : c10d::ProcessGroupGloo::createDeviceForHostname(own));
    options->threads = 1;
    *group = new Group(
        c10::make_intrusive<c10d::ProcessGroupGloo>(*static_cast<Meeting*>(meeting), rank, size, options));
  });
}

int32_t saddle_group_gather(void* group, const void* own, int64_t bytes, void* all) {
  return guarded([&] {
    auto& processes = *static_cast<Group*>(group);
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int rank = 0; rank < processes->getSize(); rank++) {
      outputs[0].push_back(bytes_at(static_cast<char*>(all) + rank * bytes, bytes));
    }
    std::vector<at::Tensor> inputs{bytes_at(own, bytes)};
    c10d::AllgatherOptions options;
    options.timeout = std::chrono::hours(24 * 7);  // one may measure for long; that one is gone shows at once
    processes->allgather(outputs, inputs, options)->wait();
  });
}

void saddle_group_close(void* group) {
  delete static_cast<Group*>(group);
}

#else

namespace {

int32_t none() {
  return guarded([] { TORCH_CHECK(false, "this build of libtorch has no c10d with Gloo"); });
}

}  // namespace

int32_t saddle_has_processes() {
  return 0;
}

int32_t saddle_meeting_open(const char*, int32_t, double, int32_t*, void**) {
  return none();
}

void saddle_meeting_close(void*) {}

int32_t saddle_group_open(void*, const char*, int32_t, int32_t, double, void**) {
  return none();
}

int32_t saddle_group_gather(void*, const void*, int64_t, void*) {
  return none();
}

void saddle_group_close(void*) {}

#endif
