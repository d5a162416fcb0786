using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a player's networks are made of: layers are asked for one after the other, and each writes down the parameters
/// and buffers that it needs. The player's state is all parameters, flattened and concatenated in this order.
/// </summary>
public sealed partial class Blueprint
{
    private readonly List<NetworkParameter> _parameters = [];
    private readonly List<NetworkBuffer> _buffers = [];
    private string _prefix = string.Empty;
    private double _size;

    /// <summary>The parameters, in the order of the state.</summary>
    public IReadOnlyList<NetworkParameter> Parameters => _parameters;

    /// <summary>The buffers.</summary>
    public IReadOnlyList<NetworkBuffer> Buffers => _buffers;

    /// <summary>The number of elements of all parameters.</summary>
    public long Size => _parameters.Sum(p => p.Count);

    /// <summary>Whether weights asked for from here on are divided by their largest singular value.</summary>
    public bool SpectralNormalisation { get; init; }

    /// <summary>
    /// Whether some layer looks at the batch as a whole, so that no score is a sample's own, and batches must not be
    /// mixed.
    /// </summary>
    public bool MixesBatch { get; set; }

    /// <summary>
    /// Whether real and generated samples must be passed one after the other all the same: a network that writes its
    /// buffers at every pass was written for that.
    /// </summary>
    public bool PassesApart { get; set; }

    /// <summary>What the condition is; null where the data give none.</summary>
    public ConditionForm? Told { get; init; }

    /// <summary>
    /// Whether the discriminator takes an item as a vector (<see cref="Network.ReadsVectors"/>): what is told of it
    /// then stands behind its numbers once, and not at each of its places.
    /// </summary>
    public bool ReadsVectors { get; init; }

    /// <summary>Whether some layer reads the condition, <see cref="Pass.Condition"/>.</summary>
    public bool ReadsCondition { get; set; }

    /// <summary>
    /// Whether a score is about the batch as a whole, its mean say, so that none belongs to an item.
    /// </summary>
    public bool ScoresBatch { get; set; }

    /// <summary>The number that a batch must be a multiple of for some layer.</summary>
    public int BatchUnit { get; set; } = 1;

    /// <summary>The number of samples, one after the other in the batch, that one score is about.</summary>
    public int Packed { get; set; } = 1;

    /// <summary>Builds layers whose names all begin with the part's.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="build">Asks for the layers.</param>
    public Layer Part(string name, Func<Layer> build) => Within(name, build);

    /// <summary>Makes something of which all names begin with the part's.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="name">The part's name.</param>
    /// <param name="build">Asks for what it is made of.</param>
    internal T Within<T>(string name, Func<T> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var outer = _prefix;
        _prefix = $"{outer}{name}.";
        var built = build();
        _prefix = outer;
        return built;
    }

    /// <summary>Declares a parameter.</summary>
    /// <param name="name">Its name within the part.</param>
    /// <param name="initial">Its law before training.</param>
    /// <param name="shape">The lengths of its dimensions.</param>
    /// <exception cref="SettingsException">The network has more parameters than an array can hold.</exception>
    public NetworkParameter Parameter(string name, Initial initial, params long[] shape)
    {
        var parameter = new NetworkParameter(_prefix + name, shape, initial, _parameters.Count);
        Count(parameter);
        _parameters.Add(parameter);
        return parameter;
    }

    private void Count(NetworkParameter parameter)
    {
        _size += parameter.Shape.Aggregate(1.0, (product, length) => product * length);
        if (_size > Array.MaxLength)
        {
            var shape = string.Join(", ", parameter.Shape);
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"a network has {_size} parameters or more, {parameter.Name} [{shape}] among them, "
                + $"where at most {Array.MaxLength} are possible; expected a smaller width or depth"));
        }
    }

    /// <summary>Declares a buffer.</summary>
    /// <param name="name">Its name within the part.</param>
    /// <param name="initial">Its law before training.</param>
    /// <param name="shape">The lengths of its dimensions.</param>
    public NetworkBuffer Buffer(string name, Initial initial, params long[] shape) =>
        Buffer(name, initial, null, shape);

    /// <summary>Declares a buffer that always has one type.</summary>
    /// <param name="name">Its name within the part.</param>
    /// <param name="initial">Its law before training.</param>
    /// <param name="type">The type; null for the parameters' type.</param>
    /// <param name="shape">The lengths of its dimensions.</param>
    public NetworkBuffer Buffer(string name, Initial initial, DType? type, long[] shape)
    {
        var buffer = new NetworkBuffer(_prefix + name, shape, initial, _buffers.Count, type);
        _buffers.Add(buffer);
        return buffer;
    }
}
