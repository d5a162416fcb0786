namespace Saddle.Data.Formats;

/// <summary>Where an array of a safetensors file lies.</summary>
/// <param name="Type">Its type: F32, F64 ...</param>
/// <param name="Shape">The lengths of its dimensions.</param>
/// <param name="Offset">Where it begins, behind the header.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record SafetensorsArray(string Type, long[] Shape, long Offset, long Length);
