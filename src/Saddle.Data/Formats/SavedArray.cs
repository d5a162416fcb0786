namespace Saddle.Data.Formats;

/// <summary>A tensor in a file.</summary>
/// <param name="Type">Its elements, as safetensors names them: F32, BF16, I64 ...</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Content">Reads the bytes, little-endian, row by row.</param>
public sealed record SavedArray(string Type, IReadOnlyList<long> Shape, Func<byte[]> Content);
