using Saddle.App.Tests.Support;
using Saddle.Metrics;

namespace Saddle.App.Tests.Faults;

/// <summary>A folder that is the current one, with the cache in it, in which commands run in this process.</summary>
public sealed class Workplace : IDisposable
{
    private readonly Dictionary<string, Recording> _recordings = new(StringComparer.Ordinal);
    private readonly TemporaryFolder _folder = new();
    private readonly (string Folder, string? Cache) _before =
        (Environment.CurrentDirectory, Environment.GetEnvironmentVariable(MetricCache.Variable));

    /// <summary>Makes it.</summary>
    public Workplace()
    {
        Folder = Directory.CreateDirectory(_folder.At("work")).FullName;
        Environment.CurrentDirectory = Folder;
        Environment.SetEnvironmentVariable(MetricCache.Variable, Path.Combine(Folder, "cache"));
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>A command as it runs undisturbed.</summary>
    /// <param name="name">Its name.</param>
    internal Recording Record(string name) => _recordings.TryGetValue(name, out var known)
        ? known
        : _recordings[name] = Recording.Of(Subject.All[name], Folder);

    /// <summary>The arguments of a command.</summary>
    /// <param name="line">The command.</param>
    internal static string[] Arguments(string line) => [.. line.Split(' '), "--json"];

    /// <summary>Runs a command in this process.</summary>
    /// <param name="line">The command.</param>
    /// <returns>The exit status, and what was said on standard error.</returns>
    internal static (int Status, string Error) Run(string line)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        Console.SetOut(TextWriter.Null);
        Console.SetError(said);
        try
        {
            var arguments = Arguments(line);
            var status = Boundary.Run(
                arguments,
                () => CommandLine.Run(arguments, CancellationToken.None),
                said,
                CancellationToken.None);
            return (status, said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(MetricCache.Variable, _before.Cache);
        Environment.CurrentDirectory = _before.Folder;
        _folder.Dispose();
    }
}
