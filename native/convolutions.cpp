#include "convolutions.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <c10/core/GradMode.h>
#include <torch/version.h>
#include <torch/csrc/autograd/autograd.h>

#include <array>
#include <vector>

namespace {

struct Shape {
  int64_t inputs, outputs, kernel, stride, side;
};

// Few channels, as the first and last layers of networks of images have: those are padded, and went wrong.
constexpr std::array<Shape, 4> shapes{{{1, 2, 4, 2, 28}, {2, 4, 3, 1, 14}, {4, 8, 3, 1, 7}, {8, 16, 4, 2, 8}}};
constexpr int64_t batch = 16;
constexpr double tolerance = 1e-3;  // sums are rounded otherwise, to some 1e-6

at::Tensor waves(double pace, std::vector<int64_t> lengths) {
  int64_t count = 1;
  for (const auto length : lengths) {
    count *= length;
  }
  return (pace * at::arange(1, count + 1, at::kFloat).square()).sin().view(lengths);
}

// The convolution and its gradients by both of what goes in.
std::vector<at::Tensor> convolve(const Shape& shape) {
  const c10::AutoGradMode recording(true);
  const auto items = waves(0.3, {batch, shape.inputs, shape.side, shape.side}).requires_grad_();
  const auto weight = waves(0.7, {shape.outputs, shape.inputs, shape.kernel, shape.kernel}).requires_grad_();
  const auto maps = at::conv2d(items, weight, {}, shape.stride, 1);
  auto made = torch::autograd::grad({maps.square().sum()}, {items, weight});
  made.push_back(maps.detach());
  return made;
}

bool agree(const at::Tensor& one, const at::Tensor& other) {
  return (one - other).norm().item<double>() <= tolerance * other.norm().item<double>();  // not so where one is NaN
}

// Tried where oneDNN's are not taken, and says with every call that it cannot run, where it cannot.
void leave_out_nnpack([[maybe_unused]] at::Context& context) {
#if TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR >= 203
  context.setUserEnabledNNPACK(false);
#endif
}

bool check() {
  auto& context = at::globalContext();
  context.setAllowTF32CuDNN(false);  // libtorch's default has ten bits a factor on a device, where 24 were asked for
  if (!context.userEnabledMkldnn()) {
    return true;
  }
  leave_out_nnpack(context);
  for (const auto& shape : shapes) {
    context.setUserEnabledMkldnn(true);
    const auto fast = convolve(shape);
    context.setUserEnabledMkldnn(false);
    const auto plain = convolve(shape);
    for (size_t i = 0; i < plain.size(); i++) {
      if (!agree(fast[i], plain[i])) {
        return false;
      }
    }
  }
  context.setUserEnabledMkldnn(true);
  return true;
}

}  // namespace

bool convolutions_are_right() {
  static const bool are_right = check();
  return are_right;
}
