using Saddle.Data.Images;

namespace Saddle.Fuzz.Readers;

/// <summary>Images; the decoders are native libraries, which tell nothing of their own paths.</summary>
internal static class ImageReaders
{
    // What a small file may rightly declare: 2^26 pixels of 8 bytes, and 3 for the result.
    private const long MostBytes = 1L << 30;

    /// <summary>The readers.</summary>
    public static IEnumerable<Reader> All { get; } =
    [
        new("png", "x.png", Decode) { MostBytes = MostBytes },
        new("jpeg", "x.jpg", Decode) { MostBytes = MostBytes },
        new("webp", "x.webp", Decode) { MostBytes = MostBytes },
    ];

    private static void Decode(string path) => ImageDecoder.Decode(File.ReadAllBytes(path), path);
}
