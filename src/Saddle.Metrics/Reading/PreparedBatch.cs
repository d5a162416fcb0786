namespace Saddle.Metrics.Reading;

/// <summary>Images that a network can take.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Pixels">
/// Their values, from 0 to 255: images, channels, rows, columns. It may be longer than that.
/// </param>
internal sealed record PreparedBatch(long First, int Count, float[] Pixels);
