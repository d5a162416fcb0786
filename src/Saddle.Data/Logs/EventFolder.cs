using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>The event files of one folder, put together as TensorBoard does.</summary>
internal sealed class EventFolder
{
    private readonly Dictionary<string, List<LogPoint>> _scalars = new(StringComparer.Ordinal);
    private readonly List<string> _tags = [];
    private readonly List<string> _remarks = [];

    /// <summary>Reads them.</summary>
    /// <param name="path">The folder, from the root of the file system.</param>
    /// <param name="files">Its event files.</param>
    /// <exception cref="DataException">A file cannot be read, or not one of them has a whole record.</exception>
    public EventFolder(string path, IReadOnlyList<LogSource> files)
    {
        Path = path.Replace('\\', '/');
        var damaged = new List<DataException>();
        foreach (var file in files.OrderBy(Begun).ThenBy(f => f.FileName, StringComparer.Ordinal))
        {
            if (Add(file) is { } damage)
            {
                damaged.Add(new(file.Path, $"is no event file of TensorBoard: {damage}"));
            }
        }

        if (damaged.Count == files.Count)
        {
            throw damaged[0];
        }
    }

    /// <summary>The folder, from the root of the file system, with slashes.</summary>
    public string Path { get; }

    /// <summary>The tags of its scalars, in the order in which they came.</summary>
    public IReadOnlyList<string> Tags => _tags;

    /// <summary>What was left out.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Whether no scalar has more than one value: what <c>add_hparams</c> writes of a run's end.</summary>
    public bool IsSummary => _scalars.Values.All(points => points.Count <= 1);

    /// <summary>A scalar's values.</summary>
    /// <param name="tag">Its tag.</param>
    public IReadOnlyList<LogPoint> this[string tag] => _scalars[tag];

    // Files of the same second are in the order of their names.
    private static double Begun(LogSource file)
    {
        using var head = new MemoryStream(file.Head.ToArray());
        var first = new TensorBoardReader(head).Events().FirstOrDefault();
        return first is null || double.IsNaN(first.Time) ? double.PositiveInfinity : first.Time;
    }

    // What is wrong with a file that has no whole record.
    private string? Add(LogSource file)
    {
        using var stream = file.Open();
        var (reader, any) = (new TensorBoardReader(stream), false);
        foreach (var found in reader.Events())
        {
            any = true;
            Take(found);
        }

        if (any && reader.Damage is { } damage)
        {
            _remarks.Add($"{file.FileName}: {damage}; it and what follows it are left out, as TensorBoard does");
        }

        return any ? null : reader.Damage;
    }

    private void Take(TensorBoardEvent found)
    {
        if (found.Starts)
        {
            Void(found.Step);
        }

        foreach (var (tag, value) in found.Scalars)
        {
            if (!_scalars.TryGetValue(tag, out var points))
            {
                _scalars[tag] = points = [];
                _tags.Add(tag);
            }

            points.Add(new(found.Step, value));
        }
    }

    private void Void(long step)
    {
        if (_scalars.Values.Sum(points => points.RemoveAll(p => p.Step >= step)) is > 0 and var count)
        {
            _remarks.Add(FormattableString.Invariant(
                $"the run was started again at step {step}: {count} values from before are void"));
        }
    }
}
