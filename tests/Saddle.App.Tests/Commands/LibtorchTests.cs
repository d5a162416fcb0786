using System.Diagnostics;
using System.Runtime.Versioning;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// Which libtorch the bridge is built against: the one that is named, then Python's, then the system's.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class LibtorchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("torch")]
    [InlineData("torch/lib")]
    [InlineData("torch/share/cmake")]
    [InlineData(".")]
    public void One_that_is_named_is_taken_whatever_of_it_is_named(string named)
    {
        Lay("torch", minor: 10);
        Directory.CreateDirectory(_folder.At("torch", "share", "cmake"));
        Assert.Equal(
            Lines("torch", "libtorch 2.10.0, without CUDA (named by SADDLE_LIBTORCH)"), Find(_folder.At(named)).Out);
    }

    [Fact]
    public void One_with_CUDA_is_said_to_be_so()
    {
        Lay("torch", minor: 13);
        Write("torch/lib/libtorch_cuda.so", string.Empty);
        Assert.Equal(
            Lines("torch", "libtorch 2.13.0, with CUDA (named by SADDLE_LIBTORCH)"), Find(_folder.At("torch")).Out);
    }

    [Fact]
    public void What_is_named_and_not_there_is_an_error_and_nothing_else_is_taken()
    {
        LayPython();
        var (status, output, error) = Find(_folder.At("nowhere"));
        Assert.Equal((2, string.Empty), (status, output));
        Assert.Equal(
            $"SADDLE_LIBTORCH: no libtorch in {_folder.At("nowhere")}; expected the folder of a libtorch or of a "
            + "PyTorch, with lib/libtorch_cpu and include/torch/script.h\n",
            error);
    }

    [Fact]
    public void Without_a_name_that_of_python_is_taken()
    {
        LayPython();
        var (status, output, _) = Find(null);
        Assert.Equal(0, status);
        Assert.Equal(
            Lines("site/torch", $"libtorch 2.6.0, without CUDA (that of {_folder.At("bin", "python3")})"), output);
    }

    [Fact]
    public void Links_are_followed_to_where_the_libraries_are()
    {
        Lay("real", minor: 1);
        Directory.CreateDirectory(_folder.At("linked", "lib"));
        File.CreateSymbolicLink(
            _folder.At("linked", "lib", "libtorch_cpu.so"), _folder.At("real", "lib", "libtorch_cpu.so"));
        Directory.CreateSymbolicLink(_folder.At("linked", "include"), _folder.At("real", "include"));
        Assert.Equal(
            Lines("real", "libtorch 2.1.0, without CUDA (named by SADDLE_LIBTORCH)"), Find(_folder.At("linked")).Out);
    }

    // A PyTorch, and a python3 that knows where it is.
    private void LayPython()
    {
        Lay("site/torch", minor: 6);
        var python = Write("bin/python3", $"#!/bin/sh\necho {_folder.At("site", "torch")}\n");
        File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Lay(string root, int minor)
    {
        Write($"{root}/lib/libtorch_cpu.so", string.Empty);
        Write($"{root}/include/torch/script.h", string.Empty);
        Write(
            $"{root}/include/torch/csrc/api/include/torch/version.h",
            "#pragma once\n\n/// Indicates the major version of LibTorch.\n#define TORCH_VERSION_MAJOR 2\n"
            + $"#define TORCH_VERSION_MINOR {minor}\n#define TORCH_VERSION_PATCH 0\n"
            + "#define TORCH_VERSION \\\n  \"\"\n");
    }

    private string Write(string name, string text)
    {
        var path = _folder.At(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private string Lines(string root, string description) =>
        string.Join('\n', _folder.At(root, "lib"), _folder.At(root, "include"), description, string.Empty);

    private (int Status, string Out, string Error) Find(string? named)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Folder, "native", "find-libtorch.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{_folder.At("bin")}:{start.Environment["PATH"]}";
        start.Environment["SADDLE_LIBTORCH"] = named;
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
