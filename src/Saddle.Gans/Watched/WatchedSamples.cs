using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Watched;

/// <summary>The samples that a watched script fed to its discriminator, and the latent vectors that it drew.</summary>
/// <param name="Values">The numbers, row by row.</param>
/// <param name="Shape">The lengths of an item.</param>
public sealed record WatchedSamples(float[] Values, IReadOnlyList<int> Shape)
{
    private const long MostBytes = 64 << 20; // of one array in a file; saddle_trace writes a quarter of it
    private const long MostGathered = 256 << 20;
    private const int MostItems = 5000;

    /// <summary>The array of real samples.</summary>
    public const string Real = "real";

    /// <summary>The array of generated samples.</summary>
    public const string Generated = "generated";

    /// <summary>The array of latent vectors.</summary>
    public const string Latent = "latent";

    /// <summary>How many there are.</summary>
    public int Count => Values.Length / Shape.Aggregate(1, (product, length) => product * length);

    /// <summary>As items.</summary>
    /// <param name="range">What is black and white in pictures; null to see by their numbers.</param>
    public ArrayItems Items((double Low, double High)? range = null) => ArrayItems.Of(Values, Shape, range);

    /// <summary>An array of one file; null where the file has none of that name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="array">The array's name.</param>
    /// <exception cref="DataException">The file is damaged, or the array too large or not finite.</exception>
    public static WatchedSamples? Read(string file, string array)
    {
        if (!Safetensors.Open(file).Names.Contains(array, StringComparer.Ordinal))
        {
            return null;
        }

        var (values, shape) = ArrayItems.Read(file, array, MostBytes);
        return new(values, shape);
    }

    /// <summary>The lengths of an item in an array of one file; null where the file has none of that name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="array">The array's name.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static IReadOnlyList<int>? ShapeOf(string file, string array)
    {
        var arrays = Safetensors.Open(file);
        return arrays.Names.Contains(array, StringComparer.Ordinal)
            ? [.. arrays.TypeOf(array).Shape.Skip(1).Select(length => (int)Math.Min(length, int.MaxValue))]
            : null;
    }

    /// <summary>The last of an attempt's arrays of a name up to a step; null where there is none.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="array">The array's name.</param>
    /// <param name="until">The step.</param>
    /// <exception cref="DataException">A file is damaged.</exception>
    public static WatchedSamples? Last(WatchedAttempt attempt, string array, long until)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Samples()
            .Reverse()
            .Where(sample => sample.Step <= until)
            .Select(sample => Read(sample.File, array))
            .FirstOrDefault(samples => samples is not null);
    }

    /// <summary>
    /// All real samples of an attempt up to a step, the latest first: at most 5,000, in 256 MiB; null where there are
    /// none.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="until">The step.</param>
    /// <exception cref="DataException">A file is damaged.</exception>
    public static WatchedSamples? AllReal(WatchedAttempt attempt, long until)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var (values, shape) = (new List<float>(), (IReadOnlyList<int>?)null);
        foreach (var (_, file) in attempt.Samples().Reverse().Where(sample => sample.Step <= until))
        {
            if (Read(file, Real) is not { } some || (shape is not null && !shape.SequenceEqual(some.Shape)))
            {
                continue;
            }

            shape = some.Shape;
            values.AddRange(some.Values);
            if ((long)values.Count * sizeof(float) > MostGathered || values.Count / Length(shape) >= MostItems)
            {
                break;
            }
        }

        return shape is null ? null : new([.. values], shape);
    }

    /// <summary>Writes them as the array of real samples in a file of safetensors.</summary>
    /// <param name="file">The file.</param>
    public void Write(string file) => Safetensors.Write(
        file,
        [new(Real, "F32", [Count, .. Shape], (long)Values.Length * sizeof(float), Bytes)],
        new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The lengths of an item, joined by x.</summary>
    public string Lengths =>
        string.Join('x', Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));

    private static int Length(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, length) => product * length);

    private byte[] Bytes() => MemoryMarshal.AsBytes(Values.AsSpan()).ToArray();
}
