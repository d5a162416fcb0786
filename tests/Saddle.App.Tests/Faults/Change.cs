using System.Runtime.InteropServices;
using System.Text;

namespace Saddle.App.Tests.Faults;

/// <summary>One change that a program made in its folder, as <c>faults.c</c> writes it down.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Number">Which change of the program it is, from 1.</param>
/// <param name="Where">Where bytes were written, or the file's new length.</param>
/// <param name="Path">The file or the folder.</param>
/// <param name="Data">What was written; of a renamed file its new path.</param>
internal sealed record Change(ChangeKind Kind, long Number, long Where, string Path, byte[] Data)
{
    private const int Head = 5 * sizeof(long);

    /// <summary>The new path of a renamed file.</summary>
    public string NewPath => Encoding.UTF8.GetString(Data);

    /// <summary>Reads a log.</summary>
    /// <param name="log">The file.</param>
    public static IReadOnlyList<Change> Read(string log)
    {
        var bytes = File.ReadAllBytes(log).AsSpan();
        var changes = new List<Change>();
        while (bytes.Length > 0)
        {
            var head = MemoryMarshal.Cast<byte, long>(bytes[..Head]);
            var (path, data) = (Head + (int)head[3], Head + (int)head[3] + (int)head[4]);
            changes.Add(new(
                (ChangeKind)head[0],
                head[1],
                head[2],
                Encoding.UTF8.GetString(bytes[Head..path]),
                bytes[path..data].ToArray()));
            bytes = bytes[data..];
        }

        return changes;
    }
}
