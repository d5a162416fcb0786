using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App.Sweeps;

/// <summary>What the update's spectrum, where a run came to rest, predicts of a map of settings.</summary>
/// <param name="First">The first point of the map.</param>
/// <param name="Run">The run, by its number; null where none predicts.</param>
/// <param name="Step">The updates that it had made.</param>
/// <param name="Updates">The updates that the prediction is about.</param>
/// <param name="Leaves">Of each point of the map, whether it leaves the neighbourhood of rest; none where not known.
/// </param>
/// <param name="Edges">Where that changes, line by line.</param>
/// <param name="WhyNot">Why nothing is predicted; null where something is.</param>
internal sealed record SweepPrediction(
    int First,
    int? Run,
    long Step,
    long Updates,
    IReadOnlyList<bool> Leaves,
    IReadOnlyList<SweepEdge> Edges,
    string? WhyNot)
{
    /// <summary>The file's name.</summary>
    public const string Name = "prediction.json";

    private const int MostBytes = 64 << 20;

    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true };

    /// <summary>A map of which nothing is predicted.</summary>
    /// <param name="first">Its first point.</param>
    /// <param name="why">Why.</param>
    public static SweepPrediction None(int first, string why) => new(first, null, 0, 0, [], [], why);

    /// <summary>What is predicted of a point; null where nothing is.</summary>
    /// <param name="point">The point.</param>
    public bool? Of(int point) =>
        point >= First && point - First < Leaves.Count ? Leaves[point - First] : null;

    /// <summary>Writes what is predicted of a sweep's maps.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="predictions">What is predicted.</param>
    public static void Write(string folder, IReadOnlyList<SweepPrediction> predictions) =>
        AtomicFile.Write(Path.Combine(folder, Name), JsonSerializer.Serialize(predictions, Options));

    /// <summary>Reads what is predicted of a sweep's maps from a folder that may come from anywhere.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="sweep">The sweep.</param>
    /// <returns>What is predicted; none where nothing was asked for.</returns>
    /// <exception cref="DataException">The file is damaged, or of another sweep.</exception>
    public static IReadOnlyList<SweepPrediction> Read(OwnFolder folder, Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(sweep);
        if (!folder.Has(Name))
        {
            return [];
        }

        var file = folder.At(Name);
        try
        {
            var read = JsonSerializer.Deserialize<List<SweepPrediction?>>(SmallText.ReadJson(file, MostBytes), Options)
                ?? throw new JsonException("expected predictions, not null");
            return [.. read.Select(one => one is not null && one.IsOf(sweep)
                ? one
                : throw new JsonException("expected predictions of this sweep's maps"))];
        }
        catch (JsonException damage)
        {
            throw new DataException(file, damage.Message.ReplaceLineEndings(" "));
        }
    }

    private bool IsOf(Sweep sweep) => First >= 0 && First < sweep.Points
        && Leaves is { } leaves && leaves.Count <= sweep.Points - First && Run is null == (WhyNot is not null)
        && Run is not < 0 && Edges is { } edges && edges.All(edge => edge is not null);
}
