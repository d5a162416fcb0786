// The C interface through which Saddle reaches libtorch. Nothing of libtorch's own types crosses it, so that one
// managed assembly serves every libtorch that this file can be compiled against (1.13 to 2.x).
//
// Every function returns 0, or 1 after a failure; saddle_error() then has its text (per thread). Tensors, operators,
// generators and modules are opaque pointers; a pointer that a function gives out is owned by the caller.
#pragma once

#include <cstdint>

#if defined(_WIN32)
#define SADDLE_API extern "C" __declspec(dllexport)
#else
#define SADDLE_API extern "C" __attribute__((visibility("default")))
#endif

// What one argument or result of an operator is.
enum saddle_kind : int32_t {
  saddle_none = 0,
  saddle_tensor = 1,
  saddle_int = 2,
  saddle_double = 3,
  saddle_bool = 4,
  saddle_ints = 5,              // data: count int64_t
  saddle_doubles = 6,           // data: count double
  saddle_tensors = 7,           // data: count tensor pointers
  saddle_optional_tensors = 8,  // likewise; null where there is none
  saddle_string = 9,            // data: count bytes of UTF-8
  saddle_generator = 10,
  saddle_device = 11,           // data: count bytes, "cpu" or "cuda:0"
  saddle_default = 12,          // what the schema says
};

struct saddle_value {
  saddle_kind kind;
  int32_t count;
  union {
    int64_t integer;
    double number;
    void* data;
  };
};

SADDLE_API const char* saddle_error();

// ---- what this library is
SADDLE_API const char* saddle_torch_version();
// The vector instructions in use, and whether oneDNN had to be left out (convolutions.h).
SADDLE_API const char* saddle_cpu_capability();
SADDLE_API int32_t saddle_cuda_devices();

// Threads within one operator of libtorch, and within one call of its BLAS where that is OpenBLAS (0 threads: leave).
SADDLE_API int32_t saddle_set_threads(int32_t operators, int32_t blas);
SADDLE_API int32_t saddle_threads();
// Which OpenBLAS is underneath, say "OpenBLAS 0.3.21 ... SkylakeX"; empty where another BLAS is.
SADDLE_API const char* saddle_blas();

// Whether a CUDA device may round the factors of products to TF32's ten bits: of all threads, as the next one.
SADDLE_API void saddle_allow_tf32(int32_t allowed);
// Whether a CUDA device takes algorithms that give the same bits each time, where there are such.
SADDLE_API void saddle_deterministic(int32_t asked);
// Whether factors of products are rounded to bfloat16 on this thread from here on, and whether they were before.
SADDLE_API int32_t saddle_half_products(int32_t asked, int32_t* before);

// ---- tensors
// Copies data (row-major, of this type) to the device; data may be null: the contents are then undefined.
SADDLE_API int32_t saddle_create(int32_t type, const char* device, const int64_t* shape, int32_t rank,
                                 const void* data, void** tensor);
SADDLE_API void saddle_free(void* tensor);
// A number that stands for a tensor where an operator wants one: it follows the type of the tensors beside it.
SADDLE_API int32_t saddle_number(const saddle_value* number, void** tensor);
// Copies out, row-major, waiting for the device; bytes must be the tensor's size.
SADDLE_API int32_t saddle_read(void* tensor, void* data, int64_t bytes);
// Where the elements lie, row-major: of a tensor in main memory whose elements follow one another. Good for as long as
// the tensor is.
SADDLE_API int32_t saddle_data(void* tensor, void** data);
SADDLE_API int32_t saddle_shape(void* tensor, int64_t* shape, int32_t capacity, int32_t* rank);
SADDLE_API int32_t saddle_type(void* tensor, int32_t* type);
SADDLE_API int32_t saddle_device_of(void* tensor, int32_t* is_cuda, int32_t* index);
SADDLE_API int32_t saddle_set_requires_grad(void* tensor, int32_t requires_grad);
SADDLE_API int32_t saddle_requires_grad(void* tensor, int32_t* requires_grad);

// ---- operators, by name through the dispatcher
SADDLE_API int32_t saddle_operator(const char* name, const char* overload, void** op);
// The operator's schema, as libtorch writes it; good until this thread's next call.
SADDLE_API const char* saddle_schema(void* op);
// Arguments left out at the end take the schema's defaults. A tensor list among the results is given out tensor by
// tensor.
SADDLE_API int32_t saddle_call(void* op, const saddle_value* arguments, int32_t count, saddle_value* results,
                               int32_t capacity, int32_t* given);

// ---- matrices of float that are not tensors
// c = op(a) op(b) by libtorch's own product, row-major: c is rows x columns, op(a) rows x inner and op(b) inner x
// columns; a transposed factor lies as its transpose, inner x rows or columns x inner. On one thread, so that their
// number changes no bit.
SADDLE_API int32_t saddle_product(const float* a, int32_t transpose_a, const float* b, int32_t transpose_b, float* c,
                                  int64_t rows, int64_t columns, int64_t inner);

// ---- autograd
SADDLE_API int32_t saddle_grad_enabled(int32_t enabled);  // returns what it was
// Sum over outputs of output . weight, differentiated by each input; a null weight is 1. An input that no output
// depends on gives null.
SADDLE_API int32_t saddle_grad(void* const* outputs, void* const* weights, int32_t output_count, void* const* inputs,
                               int32_t input_count, int32_t keep_graph, int32_t create_graph, void** gradients);
// A sum over threads that compute alike, each with a tensor of its own: in main memory, of float or double. add gets a
// copy of this thread's elements and puts the sum in their place, whenever one is wanted: now, and whenever gradients
// go back through it, for the gradient of such a sum is such a sum of gradients. It returns 0, or 1 where none comes.
SADDLE_API int32_t saddle_shared_sum(void* tensor, int32_t (*add)(void* data, int64_t count, int32_t type), void** sum);

// ---- random generators
// Seeds the generators that operators draw from which are given none.
SADDLE_API int32_t saddle_seed(uint64_t seed);
SADDLE_API int32_t saddle_generator_create(const char* device, uint64_t seed, void** generator);
SADDLE_API void saddle_generator_free(void* generator);
SADDLE_API int32_t saddle_generator_state(void* generator, void** tensor);
SADDLE_API int32_t saddle_generator_restore(void* generator, void* tensor);

// ---- TorchScript
SADDLE_API int32_t saddle_module_load(const char* path, const char* device, void** module);
SADDLE_API void saddle_module_free(void* module);
SADDLE_API int32_t saddle_module_train(void* module, int32_t training);
// Whether it was in training mode as it was saved: of a traced module, the mode in which it was traced.
SADDLE_API int32_t saddle_module_was_training(void* module);
// Calls back with what forward takes: name, type as TorchScript writes it, whether it has a default.
SADDLE_API int32_t saddle_module_inputs(void* module,
                                        void (*visit)(void* context, const char* name, const char* type,
                                                      int32_t has_default),
                                        void* context);
// Calls back with each tensor that the module and its parts hold: its name, whether it is a parameter, and the tensor
// (owned by the callee; the same pointer for the same tensor). Always in the same order.
SADDLE_API int32_t saddle_module_state(void* module,
                                       void (*visit)(void* context, const char* name, int32_t is_parameter,
                                                     void* tensor),
                                       void* context);
// Puts tensors in the place of those that saddle_module_state gives, in its order.
SADDLE_API int32_t saddle_module_assign(void* module, void* const* tensors, int32_t count);
// Gives the tensors that are in their place now, in the same order.
SADDLE_API int32_t saddle_module_held(void* module, void** tensors, int32_t count);
// Runs forward as it is written, without the graph executor's optimisations. Calls back with each tensor that it gives:
// its key in a dictionary or its number in a tuple or list, with dots between levels, and the tensor (owned by the
// callee). What is None is left out.
SADDLE_API int32_t saddle_module_forward(void* module, void* const* inputs, int32_t count,
                                         void (*visit)(void* context, const char* name, void* tensor), void* context);

// ---- processes that train together (processes.cpp)
// Whether they can: libtorch has c10d, and Gloo's headers were there.
SADDLE_API int32_t saddle_has_processes();
// Where they find each other: the process that serves waits at the port (0: a free one, which is given back), the
// others go there.
SADDLE_API int32_t saddle_meeting_open(const char* host, int32_t serves, double seconds, int32_t* port,
                                       void** meeting);
SADDLE_API void saddle_meeting_close(void* meeting);
// Waits until all are there. own: the name or address under which the others reach this process; empty for that of the
// machine's name, or what GLOO_SOCKET_IFNAME says. seconds: how long it may take.
SADDLE_API int32_t saddle_group_open(void* meeting, const char* own, int32_t rank, int32_t size, double seconds,
                                     void** group);
// Each process gives as many bytes; each gets those of all, in the order of their ranks.
SADDLE_API int32_t saddle_group_gather(void* group, const void* own, int64_t bytes, void* all);
SADDLE_API void saddle_group_close(void* group);
