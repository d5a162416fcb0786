namespace Saddle.Torch.Tests;

/// <summary>One libtorch is in a process, and where it lies is known.</summary>
public sealed class TorchPlaceTests
{
    private const string Anonymous = "7f0000000000-7f0000001000 rw-p 00000000 00:00 0 ";

    [Fact]
    public void Libraries_of_one_folder_are_one_libtorch() =>
        Assert.Equal(
            "/opt/my torch/lib",
            TorchPlace.Of(
            [
                Anonymous, Mapped("/usr/lib/libc.so.6"), Mapped("/opt/my torch/lib/libtorch_cpu.so"),
                Mapped("/opt/my torch/lib/libtorch_cpu.so"), Mapped("/opt/my torch/lib/libc10.so"),
            ]));

    [Fact]
    public void Without_libtorch_there_is_no_folder() =>
        Assert.Null(TorchPlace.Of([Anonymous, Mapped("/usr/lib/libc.so.6"), Mapped("/home/libtorch/libm.so.6")]));

    [Fact]
    public void Two_at_once_are_refused_with_where_they_lie()
    {
        var failure = Assert.Throws<MissingComponentException>(
            () => TorchPlace.Of([Mapped("/usr/lib/libtorch_cpu.so.1.13"), Mapped("/opt/torch/lib/libc10_cuda.so")]));
        Assert.StartsWith(
            "two libtorch are loaded at once, from /usr/lib and /opt/torch/lib; expected one", failure.Message,
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void The_one_that_is_loaded_lies_where_its_library_is()
    {
        if (File.Exists("/proc/self/maps"))
        {
            Assert.NotEmpty(Directory.GetFiles(TorchRuntime.Folder, "libtorch_cpu.*"));
        }
    }

    private static string Mapped(string path) => $"7f0000000000-7f0000001000 r-xp 00000000 08:01 4711    {path}";
}
