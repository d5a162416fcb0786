namespace Saddle.Papers.Measuring;

/// <summary>A way of painting what sentences say.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Yaml">Its data, networks and conditioning, as a configuration has them.</param>
/// <param name="Text">The same in words.</param>
internal sealed record CaptionArm(string Name, string Yaml, string Text)
{
    /// <summary>The features of a place in a generator that refines.</summary>
    public const int Width = 8;

    /// <summary>The channels of its discriminator's first layer.</summary>
    public const int DiscriminatorWidth = 16;

    /// <summary>The length of a word's and of a sentence's vector.</summary>
    public const int Size = 16;

    /// <summary>
    /// By stages that refine what came before, with wrong pairs. Ways read with matrices of several sizes: the length
    /// of the noise makes up for that, so that generators have as many parameters.
    /// </summary>
    /// <param name="name">How it is called.</param>
    /// <param name="side">Rows and columns of the pictures.</param>
    /// <param name="stages">How many stages.</param>
    /// <param name="refinement">What a stage reads: concatenation, attention or memory.</param>
    /// <param name="latent">The length of the noise.</param>
    /// <param name="order">All sentences at once, or by stages.</param>
    /// <param name="sentences">How many of the three sentences are said.</param>
    public static CaptionArm Refined(
        string name,
        int side,
        int stages,
        string refinement,
        int latent,
        string order = "at-once",
        int sentences = 3) => new(
        name,
        FormattableString.Invariant(
            $$"""
            data: {name: captions, size: {{side}}, sentences: {{sentences}}}
            generator:
              {name: text, width: {{Width}}, stages: {{stages}}, latent: {{latent}}, refinement: {{refinement}},
               order: {{order}}}
            discriminator: {name: text, width: {{DiscriminatorWidth}}, stages: {{stages}}}
            conditioning: [{name: sentence-reader, size: {{Size}}}, matching-aware]
            """),
        $"{refinement}, {order}, sentences {sentences.Text()}, {latent.Text()} numbers of noise");
}
