namespace Saddle.Torch;

/// <summary>The libtorch underneath: its version, devices and threads.</summary>
public static unsafe class TorchRuntime
{
    /// <summary>The one command that installs what is missing.</summary>
    public static string HowToInstall =>
        File.Exists("/etc/debian_version")
            ? $"{AptGet.Install("libtorch-dev", "libgloo-dev", "libopenblas0-openmp", "cmake", "g++", "make")}, "
                + "then start again through ./saddle, which builds the bridge to it"
            : "install PyTorch or libtorch (1.13 or newer), CMake and a C++ compiler, "
                + "set SADDLE_LIBTORCH to its folder, then start again through ./saddle";

    /// <summary>Says what is missing and how to get it.</summary>
    /// <param name="what">What is missing.</param>
    internal static MissingComponentException Missing(string what) => new($"{what}: {HowToInstall}");

    /// <summary>The version of libtorch, say 1.13.0.</summary>
    public static string Version => Native.Text(Native.saddle_torch_version());

    /// <summary>The folder of its libraries; empty where the system does not tell.</summary>
    public static string Folder => Version.Length > 0 ? TorchPlace.OfThisProcess() ?? string.Empty : string.Empty;

    /// <summary>The vector instructions in use, say AVX512.</summary>
    public static string VectorLevel => Native.Text(Native.saddle_cpu_capability());

    /// <summary>Which BLAS multiplies matrices; empty where it is not OpenBLAS.</summary>
    public static string Blas => Native.Text(Native.saddle_blas());

    /// <summary>The number of CUDA devices.</summary>
    public static int CudaDevices => Native.saddle_cuda_devices();

    /// <summary>Threads within one operator.</summary>
    public static int Threads => Native.saddle_threads();

    /// <summary>Threads within one call of BLAS, as they were set; 0 where they were not.</summary>
    internal static int BlasThreads { get; private set; }

    /// <summary>Sets how many threads work within one operator, and within one call of BLAS.</summary>
    /// <param name="operators">Of libtorch's own operators; at least 1.</param>
    /// <param name="blas">Of matrix products; at least 1.</param>
    /// <exception cref="TorchException">libtorch refused.</exception>
    public static void SetThreads(int operators, int blas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(operators, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blas, 1);
        Native.Check(Native.saddle_set_threads(operators, blas));
        BlasThreads = blas;
    }

    /// <summary>
    /// How a CUDA device computes from here on, on all threads; for the processor neither is asked for.
    /// </summary>
    /// <param name="device">cpu, cuda or cuda:N.</param>
    /// <param name="tf32">
    /// Whether factors of products may be rounded to TF32, which has ten bits behind the point where float32 has 23.
    /// </param>
    /// <param name="deterministic">
    /// Whether sums are taken in the same order each time, wherever libtorch has a way; it says so on the error stream
    /// where it has none.
    /// </param>
    public static void SetDevice(string device, bool tf32, bool deterministic)
    {
        var isCuda = device != Devices.Cpu;
        Native.saddle_allow_tf32(isCuda && tf32 ? 1 : 0);
        Native.saddle_deterministic(isCuda && deterministic ? 1 : 0);
    }

    /// <summary>Whether libtorch and the bridge to it are there.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return Version.Length > 0;
            }
            catch (MissingComponentException)
            {
                return false;
            }
        }
    }
}
