using System.Diagnostics;

namespace Saddle.Data.Tests.Hostile;

/// <summary>What lies at a path and is no file: each reader finds it under a name of its own format.</summary>
internal static class HostileKinds
{
    public static IEnumerable<HostileFile> All(IEnumerable<(string Reader, string Name)> readers) =>
        OperatingSystem.IsLinux() ? readers.SelectMany(r => Of(r.Reader, r.Name)) : [];

    private static IEnumerable<HostileFile> Of(string reader, string name) =>
    [
        new(reader, $"pipe-{name}", path => Process.Start("mkfifo", [path]).WaitForExit()),
        new(reader, $"zeros-{name}", path => File.CreateSymbolicLink(path, "/dev/zero")),
        new(reader, $"terminal-{name}", path => File.CreateSymbolicLink(path, "/dev/ptmx")),
        new(reader, $"of-the-kernel-{name}", path => File.CreateSymbolicLink(path, "/proc/self/environ")),
        new(reader, $"in-a-circle-{name}", path => File.CreateSymbolicLink(path, path)),
        new(reader, $"folder-{name}", path => Directory.CreateDirectory(path)),
        new(reader, $"empty-{name}", path => File.WriteAllBytes(path, [])),
        new(reader, $"missing-{name}", _ => { }),
    ];
}
