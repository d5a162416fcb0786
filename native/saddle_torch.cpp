#include "saddle_torch.h"

#include "convolutions.h"
#include "guarded.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/ScalarOps.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/script.h>
#include <torch/version.h>

#if defined(__linux__)
#include <dlfcn.h>
#include <malloc.h>
#endif

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Impl = c10::TensorImpl;

// A handle is the tensor's implementation with one reference held.
void* give(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

at::Tensor borrow(void* handle) {
  if (handle == nullptr) {
    return {};
  }
  return at::Tensor(c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>::reclaim_copy(static_cast<Impl*>(handle)));
}

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    tensors.push_back(borrow(handles[i]));
  }
  return tensors;
}

std::string text_of(const saddle_value& value) {
  return {static_cast<const char*>(value.data), static_cast<size_t>(value.count)};
}

c10::IValue to_ivalue(const saddle_value& value) {
  switch (value.kind) {
    case saddle_none:
      return {};
    case saddle_tensor:
      return borrow(value.data);
    case saddle_int:
      return value.integer;
    case saddle_double:
      return value.number;
    case saddle_bool:
      return value.integer != 0;
    case saddle_ints: {
      const auto* data = static_cast<const int64_t*>(value.data);
      return std::vector<int64_t>(data, data + value.count);
    }
    case saddle_doubles: {
      const auto* data = static_cast<const double*>(value.data);
      return std::vector<double>(data, data + value.count);
    }
    case saddle_tensors:
      return borrow_all(static_cast<void* const*>(value.data), value.count);
    case saddle_optional_tensors: {
      c10::List<c10::optional<at::Tensor>> list;
      for (auto& tensor : borrow_all(static_cast<void* const*>(value.data), value.count)) {
        if (tensor.defined()) {
          list.push_back(tensor);
        } else {
          list.push_back(c10::nullopt);
        }
      }
      return list;
    }
    case saddle_string:
      return text_of(value);
    case saddle_generator:
      return *static_cast<at::Generator*>(value.data);
    case saddle_device:
      return c10::Device(text_of(value));
    case saddle_default:
      break;  // saddle_call knows the schema
  }
  TORCH_CHECK(false, "unknown kind of argument: ", static_cast<int32_t>(value.kind));
}

struct Results {
  saddle_value* values;
  int32_t capacity;
  int32_t given = 0;

  saddle_value& next() {
    TORCH_CHECK(given < capacity, "more than ", capacity, " results");
    return values[given++];
  }

  void give_tensor(const at::Tensor& tensor) {
    auto& value = next();
    value.kind = tensor.defined() ? saddle_tensor : saddle_none;
    value.count = 1;
    value.data = give(tensor);
  }

  void take(const c10::IValue& result) {
    if (result.isTensor()) {
      give_tensor(result.toTensor());
    } else if (result.isTensorList()) {
      for (const at::Tensor& tensor : result.toTensorVector()) {
        give_tensor(tensor);
      }
    } else if (result.isTuple()) {
      for (const auto& element : result.toTuple()->elements()) {
        take(element);
      }
    } else if (result.isInt()) {
      auto& value = next();
      value.kind = saddle_int;
      value.integer = result.toInt();
    } else if (result.isDouble()) {
      auto& value = next();
      value.kind = saddle_double;
      value.number = result.toDouble();
    } else if (result.isBool()) {
      auto& value = next();
      value.kind = saddle_bool;
      value.integer = result.toBool() ? 1 : 0;
    } else if (result.isNone()) {
      next().kind = saddle_none;
    } else {
      TORCH_CHECK(false, "a result of kind ", result.tagKind(), " cannot be given out");
    }
  }
};

// What must be set before the first operator runs.
struct Setup {
  Setup() {
#if defined(__GLIBC__)
    // Large tensors come and go at every update. By default each would be mapped and unmapped by the kernel, page by
    // page.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
#if defined(__x86_64__)
    // libtorch stays at AVX2 by default even where its AVX-512 kernels would run. What the user has set is left.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl")) {
      setenv("ATEN_CPU_CAPABILITY", "avx512", /*overwrite=*/0);
    }
#endif
  }
} setup;

template <typename Function>
Function* find_symbol(const char* name) {
#if defined(__linux__)
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
#else
  (void)name;
  return nullptr;
#endif
}

// One thread on this thread's OpenMP while it lives: BLAS rounds otherwise by how many share a product.
class OneThread {
 public:
  OneThread() : before_(at::get_num_threads()) { share(1); }
  ~OneThread() { share(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  void share(int threads) const {
    static auto* const set = find_symbol<void(int)>("omp_set_num_threads");
    if (set != nullptr && before_ != 1) {
      set(threads);
    }
  }

  const int before_;
};

// A TorchScript module, and where in it and its parts the tensors are.
struct Script {
  struct Place {
    std::string name;
    bool is_parameter;
    c10::intrusive_ptr<c10::ivalue::Object> owner;
    size_t slot;

    at::Tensor tensor() const { return owner->getSlot(slot).toTensor(); }
  };

  explicit Script(torch::jit::Module loaded) : module(std::move(loaded)), was_training(module.is_training()) {
    module.eval();
    for (const auto& part : module.named_modules()) {
      const auto owner = part.value._ivalue();
      const auto& type = *part.value.type();
      for (size_t i = 0; i < type.numAttributes(); i++) {
        if (const auto& value = owner->getSlot(i); value.isTensor() && value.toTensor().defined()) {
          places.push_back({part.name.empty() ? type.getAttributeName(i) : part.name + "." + type.getAttributeName(i),
                            type.is_parameter(i), owner, i});
        }
      }
    }
  }

  torch::jit::Module module;
  const bool was_training;
  std::vector<Place> places;
};

// Visits the tensors within a value, with their keys and numbers joined by dots.
template <typename Visit>
void visit_tensors(const c10::IValue& value, const std::string& name, Visit&& visit) {
  const auto below = [&](const std::string& key, const c10::IValue& element) {
    visit_tensors(element, name.empty() ? key : name + "." + key, visit);
  };
  if (value.isTensor()) {
    if (value.toTensor().defined()) {
      visit(name, value.toTensor());
    }
  } else if (value.isTuple() || value.isList()) {
    size_t i = 0;
    for (const c10::IValue& element : value.isTuple() ? value.toTuple()->elements().vec() : value.toListRef().vec()) {
      below(std::to_string(i++), element);
    }
  } else if (value.isGenericDict()) {
    for (const auto& entry : value.toGenericDict()) {
      below(entry.key().isString() ? entry.key().toStringRef() : c10::str(entry.key()), entry.value());
    }
  } else {
    TORCH_CHECK(value.isNone(), "forward gives a value of kind ", value.tagKind(), ", where tensors are expected");
  }
}

bool has_half_products() {
#if TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR >= 204
  return at::autocast::is_autocast_enabled(at::kCPU);
#else
  return at::autocast::is_cpu_enabled();
#endif
}

// Whether libtorch rounds the factors of products on a device to bfloat16; torch.autocast, as Python has it.
void set_half_products(at::DeviceType device, bool asked) {
#if TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR >= 204
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::set_autocast_enabled(device, asked);
#else
  if (device == at::kCPU) {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(asked);
  } else {
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(asked);
  }
#endif
}

using Add = int32_t (*)(void* data, int64_t count, int32_t type);

// Its own adjoint, so that gradients through it can be differentiated again.
struct SharedSum : torch::autograd::Function<SharedSum> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& own, int64_t add) {
    context->saved_data["add"] = add;
    TORCH_CHECK(own.is_cpu() && (own.scalar_type() == at::kFloat || own.scalar_type() == at::kDouble),
                "numbers of ", own.scalar_type(), " on ", own.device(), " are not summed over threads");
    auto sum = own.clone(at::MemoryFormat::Contiguous);
    TORCH_CHECK(
        reinterpret_cast<Add>(add)(sum.data_ptr(), sum.numel(), static_cast<int32_t>(sum.scalar_type())) == 0,
        "a thread that computes alike is gone");
    return sum;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    return {apply(gradients[0], context->saved_data["add"].toInt()), {}};
  }
};

}  // namespace

const char* saddle_error() { return last_error.c_str(); }

const char* saddle_torch_version() { return TORCH_VERSION; }

const char* saddle_cpu_capability() {
  // Only the text of the configuration has it in every version: "CPU capability usage: AVX2".
  thread_local std::string text;
  static const std::string label = "CPU capability usage: ";
  const auto config = at::show_config();
  const auto start = config.find(label);
  const auto first = start + label.size();
  text = start == std::string::npos ? "" : config.substr(first, config.find('\n', start) - first);
  text += convolutions_are_right() ? "" : ", without oneDNN";
  return text.c_str();
}

int32_t saddle_cuda_devices() {
  return at::hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
}

int32_t saddle_set_threads(int32_t operators, int32_t blas) {
  return guarded([&] {
    if (operators > 0) {
      at::set_num_threads(operators);
    }
    // Built on OpenMP it goes by the calling thread's own number, which is set above; to set the one number of the
    // process besides would change what other threads are in the middle of.
    auto* set = find_symbol<void(int)>("openblas_set_num_threads");
    if (set != nullptr && blas > 0 && std::string_view(saddle_blas()).find("OPENMP") == std::string_view::npos) {
      set(blas);
    }
  });
}

int32_t saddle_threads() { return at::get_num_threads(); }

void saddle_allow_tf32(int32_t allowed) {
  at::globalContext().setAllowTF32CuBLAS(allowed != 0);
  at::globalContext().setAllowTF32CuDNN(allowed != 0);
}

void saddle_deterministic(int32_t asked) {
#if !defined(_WIN32)
  if (asked != 0) {
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);  // or cuBLAS may add in another order
  }
#endif
  auto& context = at::globalContext();
  context.setDeterministicCuDNN(asked != 0);
  context.setBenchmarkCuDNN(asked == 0);  // the fastest of several would be chosen by a race
  context.setDeterministicAlgorithms(asked != 0, /*warn_only=*/true);
#if TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR >= 202
  context.setDeterministicFillUninitializedMemory(false);  // nobody reads it, and filling every tensor takes time
#endif
}

int32_t saddle_half_products(int32_t asked, int32_t* before) {
  return guarded([&] {
    *before = has_half_products() ? 1 : 0;
    for (const auto device : {at::kCPU, at::kCUDA}) {
      set_half_products(device, asked != 0);
    }
    if (asked == 0) {
      at::autocast::clear_cache();  // what was made of parameters that will have moved
    }
  });
}

const char* saddle_blas() {
  auto* config = find_symbol<char*()>("openblas_get_config");
  return config == nullptr ? "" : config();
}

int32_t saddle_create(int32_t type, const char* device, const int64_t* shape, int32_t rank, const void* data,
                      void** tensor) {
  return guarded([&] {
    const at::NoGradGuard no_grad;
    const auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
    // The device fetches page-locked memory by itself, while this thread goes on; the allocator keeps it until then.
    const c10::Device target{std::string(device)};
    auto host = at::empty(at::IntArrayRef(shape, rank), options.pinned_memory(target.is_cuda()));
    if (data != nullptr) {
      std::memcpy(host.data_ptr(), data, host.nbytes());
    }
    *tensor = give(target.is_cpu() ? host : host.to(target, host.scalar_type(), /*non_blocking=*/true));
  });
}

void saddle_free(void* tensor) {
  if (tensor != nullptr) {
    c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>::reclaim(static_cast<Impl*>(tensor));
  }
}

int32_t saddle_number(const saddle_value* number, void** tensor) {
  return guarded([&] {
    auto made = c10::scalar_to_tensor(to_ivalue(*number).toScalar());
    made.unsafeGetTensorImpl()->set_wrapped_number(true);
    *tensor = give(std::move(made));
  });
}

int32_t saddle_read(void* tensor, void* data, int64_t bytes) {
  return guarded([&] {
    const at::NoGradGuard no_grad;
    const auto host = borrow(tensor).detach().to(at::kCPU).contiguous();
    TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == bytes, "the tensor has ", host.nbytes(), " bytes, not ", bytes);
    std::memcpy(data, host.data_ptr(), host.nbytes());
  });
}

int32_t saddle_data(void* tensor, void** data) {
  return guarded([&] {
    const auto& impl = *static_cast<Impl*>(tensor);
    TORCH_CHECK(impl.device().is_cpu() && impl.is_contiguous(),
                "the tensor's elements do not lie in main memory one after the other");
    *data = const_cast<void*>(static_cast<const void*>(impl.data()));
  });
}

int32_t saddle_shape(void* tensor, int64_t* shape, int32_t capacity, int32_t* rank) {
  return guarded([&] {
    const auto sizes = static_cast<Impl*>(tensor)->sizes();
    *rank = static_cast<int32_t>(sizes.size());
    TORCH_CHECK(*rank <= capacity, "a tensor of ", *rank, " dimensions; at most ", capacity, " are supported");
    std::copy(sizes.begin(), sizes.end(), shape);
  });
}

int32_t saddle_type(void* tensor, int32_t* type) {
  return guarded([&] { *type = static_cast<int32_t>(borrow(tensor).scalar_type()); });
}

int32_t saddle_device_of(void* tensor, int32_t* is_cuda, int32_t* index) {
  return guarded([&] {
    const auto device = static_cast<Impl*>(tensor)->device();
    *is_cuda = device.is_cuda() ? 1 : 0;
    *index = device.has_index() ? device.index() : 0;
  });
}

int32_t saddle_set_requires_grad(void* tensor, int32_t requires_grad) {
  return guarded([&] { borrow(tensor).set_requires_grad(requires_grad != 0); });
}

int32_t saddle_requires_grad(void* tensor, int32_t* requires_grad) {
  return guarded([&] { *requires_grad = borrow(tensor).requires_grad() ? 1 : 0; });
}

int32_t saddle_operator(const char* name, const char* overload, void** op) {
  return guarded([&] {
    convolutions_are_right();  // before any is run
    *op = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

const char* saddle_schema(void* op) {
  thread_local std::string text;
  text = c10::str(static_cast<c10::OperatorHandle*>(op)->schema());
  return text.c_str();
}

int32_t saddle_call(void* op, const saddle_value* arguments, int32_t count, saddle_value* results, int32_t capacity,
                    int32_t* given) {
  return guarded([&] {
    const auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& declared = handle.schema().arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= declared.size(), handle.schema().name(), " takes ", declared.size(),
                " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(declared.size());
    for (size_t i = 0; i < declared.size(); i++) {
      if (i < static_cast<size_t>(count) && arguments[i].kind != saddle_default) {
        stack.push_back(to_ivalue(arguments[i]));
        continue;
      }
      TORCH_CHECK(declared[i].default_value().has_value(), handle.schema().name(), " needs its argument ",
                  declared[i].name());
      stack.push_back(*declared[i].default_value());
    }
    handle.callBoxed(stack);
    Results out{results, capacity};
    for (const auto& result : stack) {
      out.take(result);
    }
    *given = out.given;
  });
}

int32_t saddle_product(const float* a, int32_t transpose_a, const float* b, int32_t transpose_b, float* c,
                       int64_t rows, int64_t columns, int64_t inner) {
  return guarded([&] {
    const c10::InferenceMode no_graph;
    const OneThread one;
    const auto matrix = [](const float* data, int64_t height, int64_t width, bool transposed) {
      const std::array<int64_t, 2> strides{transposed ? 1 : width, transposed ? height : 1};
      return at::from_blob(const_cast<float*>(data), {height, width}, strides);
    };
    auto product = matrix(c, rows, columns, false);
    at::mm_out(product, matrix(a, rows, inner, transpose_a != 0), matrix(b, inner, columns, transpose_b != 0));
  });
}

int32_t saddle_grad_enabled(int32_t enabled) {
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(enabled != 0);
  return before ? 1 : 0;
}

int32_t saddle_grad(void* const* outputs, void* const* weights, int32_t output_count, void* const* inputs,
                    int32_t input_count, int32_t keep_graph, int32_t create_graph, void** gradients) {
  return guarded([&] {
    const auto result = torch::autograd::grad(
        borrow_all(outputs, output_count), borrow_all(inputs, input_count),
        weights == nullptr ? std::vector<at::Tensor>{} : borrow_all(weights, output_count), keep_graph != 0,
        create_graph != 0,
        /*allow_unused=*/true);
    for (int32_t i = 0; i < input_count; i++) {
      gradients[i] = give(result[i]);
    }
  });
}

int32_t saddle_shared_sum(void* tensor, int32_t (*add)(void* data, int64_t count, int32_t type), void** sum) {
  return guarded([&] { *sum = give(SharedSum::apply(borrow(tensor), reinterpret_cast<int64_t>(add))); });
}

int32_t saddle_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

int32_t saddle_generator_create(const char* device, uint64_t seed, void** generator) {
  return guarded([&] {
    const c10::Device target{std::string(device)};
    auto made = target.is_cpu() ? at::detail::createCPUGenerator(seed)
                                : at::globalContext().defaultGenerator(target).clone();
    made.set_current_seed(seed);
    *generator = new at::Generator(std::move(made));
  });
}

void saddle_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

int32_t saddle_generator_state(void* generator, void** tensor) {
  return guarded([&] { *tensor = give(static_cast<at::Generator*>(generator)->get_state()); });
}

int32_t saddle_generator_restore(void* generator, void* tensor) {
  return guarded([&] { static_cast<at::Generator*>(generator)->set_state(borrow(tensor)); });
}

int32_t saddle_module_load(const char* path, const char* device, void** module) {
  return guarded([&] {
    convolutions_are_right();  // before any is run
    *module = new Script(torch::jit::load(path, c10::Device(std::string(device))));
  });
}

void saddle_module_free(void* module) { delete static_cast<Script*>(module); }

int32_t saddle_module_train(void* module, int32_t training) {
  return guarded([&] { static_cast<Script*>(module)->module.train(training != 0); });
}

int32_t saddle_module_was_training(void* module) { return static_cast<Script*>(module)->was_training ? 1 : 0; }

int32_t saddle_module_inputs(void* module,
                             void (*visit)(void* context, const char* name, const char* type, int32_t has_default),
                             void* context) {
  return guarded([&] {
    const auto method = static_cast<Script*>(module)->module.get_method("forward");
    const auto& arguments = method.function().getSchema().arguments();
    for (size_t i = 1; i < arguments.size(); i++) {  // the first is the module itself
      visit(context, arguments[i].name().c_str(), arguments[i].type()->str().c_str(),
            arguments[i].default_value().has_value() ? 1 : 0);
    }
  });
}

int32_t saddle_module_state(void* module,
                            void (*visit)(void* context, const char* name, int32_t is_parameter, void* tensor),
                            void* context) {
  return guarded([&] {
    for (const auto& place : static_cast<Script*>(module)->places) {
      visit(context, place.name.c_str(), place.is_parameter ? 1 : 0, give(place.tensor()));
    }
  });
}

int32_t saddle_module_assign(void* module, void* const* tensors, int32_t count) {
  return guarded([&] {
    auto& places = static_cast<Script*>(module)->places;
    TORCH_CHECK(static_cast<size_t>(count) == places.size(), "the module holds ", places.size(), " tensors, not ",
                count);
    for (int32_t i = 0; i < count; i++) {
      places[i].owner->setSlot(places[i].slot, borrow(tensors[i]));
    }
  });
}

int32_t saddle_module_held(void* module, void** tensors, int32_t count) {
  return guarded([&] {
    const auto& places = static_cast<Script*>(module)->places;
    TORCH_CHECK(static_cast<size_t>(count) == places.size(), "the module holds ", places.size(), " tensors, not ",
                count);
    for (int32_t i = 0; i < count; i++) {
      tensors[i] = give(places[i].tensor());
    }
  });
}

int32_t saddle_module_forward(void* module, void* const* inputs, int32_t count,
                              void (*visit)(void* context, const char* name, void* tensor), void* context) {
  return guarded([&] {
    std::vector<c10::IValue> arguments;
    for (auto& tensor : borrow_all(inputs, count)) {
      arguments.emplace_back(std::move(tensor));
    }
    const torch::jit::GraphOptimizerEnabledGuard as_written(false);
    const auto result = static_cast<Script*>(module)->module.forward(std::move(arguments));
    visit_tensors(result, "", [&](const std::string& name, const at::Tensor& tensor) {
      visit(context, name.c_str(), give(tensor));
    });
  });
}
