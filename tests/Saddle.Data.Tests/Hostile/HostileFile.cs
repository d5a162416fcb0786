namespace Saddle.Data.Tests.Hostile;

/// <summary>A file that is made to hurt who reads it.</summary>
/// <param name="Reader">The reader that it is made for, by its name.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Write">Writes it, or whatever lies at its path.</param>
internal sealed record HostileFile(string Reader, string Name, Action<string> Write)
{
    /// <summary>A file of these bytes.</summary>
    public static HostileFile Of(string reader, string name, Func<byte[]> bytes) =>
        new(reader, name, path => File.WriteAllBytes(path, bytes()));

    /// <summary>A file that begins with these bytes and is a hole up to its length.</summary>
    public static HostileFile Sparse(string reader, string name, long length, Func<byte[]> bytes) =>
        new(reader, name, path =>
        {
            using var file = File.Create(path);
            file.Write(bytes());
            file.SetLength(length);
        });

    /// <inheritdoc/>
    public override string ToString() => $"{Reader}/{Name}";
}
