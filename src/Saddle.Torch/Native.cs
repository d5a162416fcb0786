using System.Reflection;
using System.Runtime.InteropServices;

namespace Saddle.Torch;

/// <summary>The C interface of <c>native/saddle_torch.h</c>, one declaration a function.</summary>
internal static unsafe partial class Native
{
    private const string Library = "saddle_torch";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    /// <summary>Throws what libtorch said, if a call failed.</summary>
    /// <param name="status">What the call returned.</param>
    /// <exception cref="TorchException">The call failed.</exception>
    public static void Check(int status)
    {
        if (status != 0)
        {
            throw new TorchException(Text(saddle_error()));
        }
    }

    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;

    /// <summary>A file that is built and installed beside the bridge; null where it is not there.</summary>
    /// <param name="name">Its name.</param>
    public static string? BesideLibrary(string name) =>
        LibraryFile() is { } library
            && Path.Combine(Path.GetDirectoryName(Path.GetFullPath(library))!, name) is var path
            && File.Exists(path)
            ? path
            : null;

    [LibraryImport(Library)]
    public static partial byte* saddle_error();

    [LibraryImport(Library)]
    public static partial byte* saddle_torch_version();

    [LibraryImport(Library)]
    public static partial byte* saddle_cpu_capability();

    [LibraryImport(Library)]
    public static partial byte* saddle_blas();

    [LibraryImport(Library)]
    public static partial int saddle_cuda_devices();

    [LibraryImport(Library)]
    public static partial int saddle_set_threads(int operators, int blas);

    [LibraryImport(Library)]
    public static partial int saddle_threads();

    [LibraryImport(Library)]
    public static partial void saddle_allow_tf32(int allowed);

    [LibraryImport(Library)]
    public static partial void saddle_deterministic(int asked);

    [LibraryImport(Library)]
    public static partial int saddle_half_products(int asked, int* before);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_create(int type, string device, long* shape, int rank, void* data, nint* tensor);

    [LibraryImport(Library)]
    public static partial int saddle_number(NativeValue* number, nint* tensor);

    [LibraryImport(Library)]
    public static partial void saddle_free(nint tensor);

    [LibraryImport(Library)]
    public static partial int saddle_read(nint tensor, void* data, long bytes);

    [LibraryImport(Library)]
    public static partial int saddle_data(nint tensor, void** data);

    [LibraryImport(Library)]
    public static partial int saddle_shape(nint tensor, long* shape, int capacity, int* rank);

    [LibraryImport(Library)]
    public static partial int saddle_type(nint tensor, int* type);

    [LibraryImport(Library)]
    public static partial int saddle_device_of(nint tensor, int* isCuda, int* index);

    [LibraryImport(Library)]
    public static partial int saddle_set_requires_grad(nint tensor, int requiresGrad);

    [LibraryImport(Library)]
    public static partial int saddle_requires_grad(nint tensor, int* requiresGrad);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_operator(string name, string overload, nint* op);

    [LibraryImport(Library)]
    public static partial byte* saddle_schema(nint op);

    [LibraryImport(Library)]
    public static partial int saddle_call(
        nint op, NativeValue* arguments, int count, NativeValue* results, int capacity, int* given);

    [LibraryImport(Library)]
    public static partial int saddle_product(
        float* a, int transposeA, float* b, int transposeB, float* c, long rows, long columns, long inner);

    [LibraryImport(Library)]
    public static partial int saddle_grad_enabled(int enabled);

    [LibraryImport(Library)]
    public static partial int saddle_grad(
        nint* outputs,
        nint* weights,
        int outputCount,
        nint* inputs,
        int inputCount,
        int keepGraph,
        int createGraph,
        nint* gradients);

    [LibraryImport(Library)]
    public static partial int saddle_shared_sum(
        nint tensor, delegate* unmanaged[Cdecl]<void*, long, int, int> add, nint* sum);

    [LibraryImport(Library)]
    public static partial int saddle_seed(ulong seed);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_generator_create(string device, ulong seed, nint* generator);

    [LibraryImport(Library)]
    public static partial void saddle_generator_free(nint generator);

    [LibraryImport(Library)]
    public static partial int saddle_generator_state(nint generator, nint* tensor);

    [LibraryImport(Library)]
    public static partial int saddle_generator_restore(nint generator, nint tensor);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_module_load(string path, string device, nint* module);

    [LibraryImport(Library)]
    public static partial void saddle_module_free(nint module);

    [LibraryImport(Library)]
    public static partial int saddle_module_train(nint module, int training);

    [LibraryImport(Library)]
    public static partial int saddle_module_was_training(nint module);

    [LibraryImport(Library)]
    public static partial int saddle_module_inputs(
        nint module, delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, void> visit, nint context);

    [LibraryImport(Library)]
    public static partial int saddle_module_state(
        nint module, delegate* unmanaged[Cdecl]<nint, byte*, int, nint, void> visit, nint context);

    [LibraryImport(Library)]
    public static partial int saddle_module_assign(nint module, nint* tensors, int count);

    [LibraryImport(Library)]
    public static partial int saddle_module_held(nint module, nint* tensors, int count);

    [LibraryImport(Library)]
    public static partial int saddle_module_forward(
        nint module, nint* inputs, int count, delegate* unmanaged[Cdecl]<nint, byte*, nint, void> visit, nint context);

    [LibraryImport(Library)]
    public static partial int saddle_has_processes();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_meeting_open(string host, int serves, double seconds, int* port, nint* meeting);

    [LibraryImport(Library)]
    public static partial void saddle_meeting_close(nint meeting);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int saddle_group_open(
        nint meeting, string own, int rank, int size, double seconds, nint* group);

    [LibraryImport(Library)]
    public static partial int saddle_group_gather(nint group, byte* own, long bytes, byte* all);

    [LibraryImport(Library)]
    public static partial void saddle_group_close(nint group);

    // Where the user says, or where it comes with the program.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        if (name != Library)
        {
            return 0;
        }

        var path = LibraryFile() ?? throw TorchRuntime.Missing("libtorch is missing");
        BlasKernels.Choose();
        try
        {
            var library = NativeLibrary.Load(path);
            _ = TorchPlace.OfThisProcess();
            return library;
        }
        catch (DllNotFoundException error)
        {
            throw TorchRuntime.Missing($"libtorch cannot be loaded ({error.Message.Split('\n')[0].Trim()})");
        }
    }

    private static string? LibraryFile() =>
        Environment.GetEnvironmentVariable("SADDLE_TORCH_LIBRARY") is { Length: > 0 } given
            ? given
            : LibraryFiles(AppContext.BaseDirectory).FirstOrDefault(File.Exists);

    internal static IEnumerable<string> LibraryFiles(string program) =>
        ProgramFiles.Places(program, "native", "libsaddle_torch.so");
}

/// <summary>One argument or result of an operator: <c>saddle_value</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeValue
{
    public ValueKind Kind;
    public int Count;
    public NativePayload Payload;
}

/// <summary>The union in <c>saddle_value</c>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct NativePayload
{
    [FieldOffset(0)]
    public long Integer;

    [FieldOffset(0)]
    public double Number;

    [FieldOffset(0)]
    public void* Data;
}

/// <summary>What an argument is: <c>saddle_kind</c>.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Ints = 5,
    Doubles = 6,
    Tensors = 7,
    OptionalTensors = 8,
    String = 9,
    Generator = 10,
    Device = 11,
    Default = 12,
}
