namespace Saddle.App.Tests.Faults;

/// <summary>
/// A disk under a folder, of which it is known what has been brought to it: a file's bytes by syncing the file, a name
/// by syncing its folder. Whatever else a program did may be there or not after the machine has lost its power.
/// </summary>
internal sealed class Disk
{
    private readonly string _root;
    private readonly SortedDictionary<string, Node> _now = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Node> _kept = new(StringComparer.Ordinal);

    /// <summary>A disk that holds something for good.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="content">What is in it.</param>
    public Disk(string root, Content content)
    {
        _root = root;
        foreach (var folder in content.Folders)
        {
            _now[folder] = _kept[folder] = new() { IsFolder = true };
        }

        foreach (var (name, bytes) in content.Files)
        {
            _now[name] = _kept[name] = new() { Bytes = bytes, Synced = bytes };
        }
    }

    /// <summary>What a process leaves that is killed now.</summary>
    public Content Killed => Read(_now, node => node.Bytes);

    /// <summary>What the machine may leave, each by a name, that loses its power now.</summary>
    public IEnumerable<(string Name, Content Content)> Lost =>
    [
        ("without all that was not synced", Read(_kept, node => node.Synced)),
        ("without bytes that were not synced", Read(_now, node => node.Synced)),
        ("without names that were not synced", Read(_kept, node => node.Bytes)),
    ];

    /// <summary>Makes a change.</summary>
    /// <param name="change">The change.</param>
    public void Apply(Change change)
    {
        var name = Name(change.Path);
        switch (change.Kind)
        {
            case ChangeKind.Create when change.Where == 0:
                _now[name] = new();
                break;
            case ChangeKind.Create:
                _now[name].Bytes = [];
                break;
            case ChangeKind.Folder:
                _now[name] = new() { IsFolder = true };
                break;
            case ChangeKind.Write:
                var node = _now[name];
                var bytes = new byte[Math.Max(node.Bytes.Length, change.Where + change.Data.Length)];
                node.Bytes.CopyTo(bytes, 0);
                change.Data.CopyTo(bytes, change.Where);
                node.Bytes = bytes;
                break;
            case ChangeKind.Length:
                var resized = new byte[change.Where];
                var old = _now[name].Bytes;
                old.AsSpan(0, Math.Min(old.Length, resized.Length)).CopyTo(resized);
                _now[name].Bytes = resized;
                break;
            case ChangeKind.Rename:
                _now[Name(change.NewPath)] = _now[name];
                _now.Remove(name);
                break;
            case ChangeKind.Delete:
                _now.Remove(name);
                break;
            default:
                Sync(name);
                break;
        }
    }

    private string Name(string path) => Path.GetRelativePath(_root, path) is var name and not "." ? name : string.Empty;

    private void Sync(string name)
    {
        if (name.Length > 0 && !_now[name].IsFolder)
        {
            _now[name].Synced = _now[name].Bytes;
            return;
        }

        foreach (var gone in _kept.Keys.Where(k => Within(k, name) && !_now.ContainsKey(k)).ToList())
        {
            _kept.Remove(gone);
        }

        foreach (var (here, node) in _now.Where(n => Within(n.Key, name)))
        {
            _kept[here] = node;
        }
    }

    // A file whose folder is lost is lost. SQLite rebuilds -shm, which it writes through memory, from what is beside.
    private static Content Read(SortedDictionary<string, Node> names, Func<Node, byte[]> bytes)
    {
        var reached = names.Where(n => Parent(n.Key) is var parent && (parent.Length == 0 || names.ContainsKey(parent)))
            .Where(n => !n.Key.EndsWith("-shm", StringComparison.Ordinal))
            .ToList();
        return new(
            reached.Where(n => !n.Value.IsFolder).ToDictionary(n => n.Key, n => bytes(n.Value), StringComparer.Ordinal),
            reached.Where(n => n.Value.IsFolder).Select(n => n.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static bool Within(string name, string folder) =>
        string.Equals(Parent(name), folder, StringComparison.Ordinal);

    private static string Parent(string name) => Path.GetDirectoryName(name) ?? string.Empty;

    private sealed class Node
    {
        public bool IsFolder { get; init; }

        public byte[] Bytes { get; set; } = [];

        public byte[] Synced { get; set; } = [];
    }
}
