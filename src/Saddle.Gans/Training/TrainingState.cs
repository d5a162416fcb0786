using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>What changes from update to update.</summary>
/// <param name="players">Both players' parameters before training, flat.</param>
/// <param name="memory">The number of coordinates that the rule remembers.</param>
/// <param name="averages">Whether a running average of the generator is kept.</param>
internal sealed class TrainingState(ReadOnlySpan<Tensor> players, int memory, bool averages)
{
    private readonly Tensor[] _all = [.. players, averages ? players[(int)Player.Generator].Clone() : 0, .. new Tensor[memory]];

    /// <summary>The number of updates that have been made.</summary>
    public long Step { get; set; }

    /// <summary>Both players' parameters: the game's state.</summary>
    public Span<Tensor> Players => _all.AsSpan(0, 2);

    /// <summary>The generator's running average; a number where none is kept.</summary>
    public ref Tensor Average => ref _all[2];

    /// <summary>The rule's memory.</summary>
    public Span<Tensor> Memory => _all.AsSpan(3);

    /// <summary>What samples are drawn from: the running average where there is one.</summary>
    public Tensor Best => Average.IsNumber ? Players[0] : Average;

    /// <summary>All tensors that must outlive an update.</summary>
    public ReadOnlySpan<Tensor> All => _all;

    /// <summary>Whether no number is infinite or NaN.</summary>
    public bool IsFinite() => Players[0].IsFinite() && Players[1].IsFinite();
}
