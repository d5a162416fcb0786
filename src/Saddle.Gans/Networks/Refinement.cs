namespace Saddle.Gans.Networks;

/// <summary>What a stage adds to the features of an image from the words that it reads.</summary>
public enum Refinement
{
    /// <summary>Nothing: no word is read after the first features.</summary>
    None,

    /// <summary>The sentences' vectors beside the features of every place.</summary>
    Concatenation,

    /// <summary>Beside the features of every place the words that it attends to.</summary>
    Attention,

    /// <summary>A memory of words and features, written and answered through gates.</summary>
    Memory,
}
