namespace Saddle.Data.Formats;

/// <summary>The values of one column in one group of rows: pages that lie one after another in the file.</summary>
/// <param name="Type">What the values are stored as.</param>
/// <param name="Codec">What compresses the pages, by the format's number.</param>
/// <param name="Count">How many values there are, those that are missing among them.</param>
/// <param name="Start">Where the first page begins.</param>
/// <param name="Length">The bytes of all pages.</param>
internal readonly record struct ParquetChunk(ParquetType Type, int Codec, long Count, long Start, long Length);
