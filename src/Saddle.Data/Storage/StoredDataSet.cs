using Saddle.Catalog;

namespace Saddle.Data;

/// <summary>A data set that lies in files, in their published format.</summary>
public abstract record StoredDataSet : DataSet
{
    /// <summary>
    /// The folder or file that holds the data; empty for the folder of this name in the <see cref="DataFolder"/>.
    /// </summary>
    [Parameter(
        "the folder or file that holds the data; empty: SADDLE_DATA/NAME, else ~/.cache/saddle/data/NAME",
        IsPath = true)]
    public string Path { get; init; } = string.Empty;

    /// <summary>Where a path leads from that is relative: a run's folder, which holds its data; empty for here.
    /// </summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>
    /// The name of the folder in the <see cref="DataFolder"/>: the catalogue name, but for sets made of another's
    /// files.
    /// </summary>
    public virtual string FolderName => Name;

    /// <summary>How to come by the data where they cannot be downloaded by name, in one line.</summary>
    public virtual string HowToGet => $"saddle data {FolderName} --get";

    /// <summary>What can be downloaded; empty where the data cannot be had by a plain download.</summary>
    public virtual IReadOnlyList<Download> Downloads => [];

    /// <summary>Where the data lie.</summary>
    /// <param name="where">The data folder.</param>
    public string Location(DataFolder where) =>
        Path.Length > 0 ? System.IO.Path.Combine(Folder, Path) : where.FolderOf(FolderName);

    /// <summary>Whether the files that <see cref="DataSet.Open"/> needs are there; they are not read.</summary>
    /// <param name="where">The data folder.</param>
    public abstract bool IsPresent(DataFolder where);

    /// <summary>The first of the files with these names that is there.</summary>
    /// <param name="where">The data folder.</param>
    /// <param name="names">The names, in the order of preference; they may begin with folders.</param>
    protected string? Find(DataFolder where, params IEnumerable<string> names)
    {
        var location = Location(where);
        return File.Exists(location)
            ? location
            : names.Select(name => System.IO.Path.Combine(location, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The failure to find the data.</summary>
    /// <param name="where">The data folder.</param>
    /// <param name="expected">The files that were looked for.</param>
    protected DataException NotFound(DataFolder where, string expected) =>
        new(Location(where), $"{Name} needs {expected} here; to get it: {HowToGet}");
}
