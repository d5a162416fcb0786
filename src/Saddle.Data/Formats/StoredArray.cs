namespace Saddle.Data.Formats;

/// <summary>An array that is to be stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its elements: F32, F64 ...</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Bytes">The number of its bytes.</param>
/// <param name="Content">Gives the bytes, little-endian, row by row.</param>
public sealed record StoredArray(string Name, string Type, IReadOnlyList<long> Shape, long Bytes, Func<byte[]> Content);
