namespace Saddle.Gans.Watched;

/// <summary>What is read of facts.json: how losses, scores and modes of a script's players are.</summary>
internal sealed record WatchedFacts
{
    /// <summary>The generator's.</summary>
    public PlayerFacts Generator { get; init; } = new();

    /// <summary>The discriminator's.</summary>
    public PlayerFacts Discriminator { get; init; } = new();

    /// <summary>What is known of a player.</summary>
    internal sealed record PlayerFacts
    {
        /// <summary>How many steps in a row up to now it was in evaluation mode.</summary>
        public long InEvaluationLast { get; init; }

        /// <summary>From its loss back to the discriminator's last layer, by PyTorch's names.</summary>
        public IReadOnlyList<IReadOnlyList<string>> Operations { get; init; } = [];

        /// <summary>d loss / d score in its steps, for real and generated.</summary>
        public IReadOnlyDictionary<string, SlopeFact> Slope { get; init; } =
            new Dictionary<string, SlopeFact>(StringComparer.Ordinal);
    }

    /// <summary>A slope of a loss.</summary>
    /// <param name="Spread">The largest difference of sizes within a batch, relative.</param>
    internal sealed record SlopeFact(double? Spread);
}
