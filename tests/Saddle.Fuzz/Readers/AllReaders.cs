namespace Saddle.Fuzz.Readers;

/// <summary>Every reader of bytes that may come from anywhere.</summary>
internal static class AllReaders
{
    /// <summary>The readers by their names.</summary>
    public static IReadOnlyDictionary<string, Reader> ByName { get; } =
        ((IEnumerable<Reader>)[.. ArrayReaders.All, .. ImageReaders.All, .. SetReaders.All, .. RunReaders.All])
        .ToDictionary(reader => reader.Name, StringComparer.Ordinal);
}
