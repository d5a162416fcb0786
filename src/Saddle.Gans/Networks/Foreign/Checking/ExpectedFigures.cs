using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Checking;

/// <summary>
/// What PyTorch computed for a pair of networks, as <c>python/saddle_expected.py</c> writes it: inputs z, x and y, and
/// for each mode outputs, losses, gradients, R1 and one step of Adam, by names such as train_grad_d.
/// </summary>
public sealed class ExpectedFigures : IDisposable
{
    private const int MostClasses = 1_000_000;

    private readonly NpzReader _file;
    private readonly string _prefix;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="training">Which mode's figures are meant.</param>
    /// <exception cref="DataException">
    /// The file is missing or damaged, or has no inputs or no figures of the mode.
    /// </exception>
    public ExpectedFigures(string path, bool training)
    {
        _file = NpzReader.Open(path);
        (Path, _prefix) = (path, training ? "train_" : "eval_");
        foreach (var name in new[] { "z", "x" })
        {
            if (!_file.Names.Contains(name, StringComparer.Ordinal))
            {
                _file.Dispose();
                throw new DataException(path, $"it has no array '{name}'; expected what saddle_expected.py writes");
            }
        }

        if (!_file.Names.Any(name => name.StartsWith(_prefix, StringComparison.Ordinal)))
        {
            _file.Dispose();
            throw new DataException(
                path, $"it has no array '{_prefix}...'; expected figures of that mode, or --mode of the other one");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The figures of the mode that are there.</summary>
    public IEnumerable<string> Names => _file.Names
        .Where(name => name.StartsWith(_prefix, StringComparison.Ordinal))
        .Select(name => name[_prefix.Length..]);

    /// <summary>The number of classes that its labels tell of, up to the largest; 0 without labels.</summary>
    public int Classes => Has("y") ? (int)Math.Clamp(Numbers("y").DefaultIfEmpty(-1).Max() + 1, 0, MostClasses) : 0;

    /// <summary>The name of a figure in the file.</summary>
    /// <param name="figure">The figure, such as grad_d.</param>
    public string NameOf(string figure) => _prefix + figure;

    /// <summary>Whether there is an array.</summary>
    /// <param name="name">Its name in the file.</param>
    public bool Has(string name) => _file.Names.Contains(name, StringComparer.Ordinal);

    /// <summary>An input, as a tensor.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="type">The type that it is to have.</param>
    public Tensor Input(string name, DType type) =>
        Tensor.From(Numbers(name), [.. _file.ShapeOf(name)]).Cast(type);

    /// <summary>The numbers of an array.</summary>
    /// <param name="name">Its name in the file.</param>
    public double[] Numbers(string name) => _file.Read(name, reader => reader.ReadDoubles(), wholes: true);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
