namespace Saddle.Gans.Conditions;

/// <summary>What makes a sentence's vector of its words'.</summary>
public enum WordReading
{
    /// <summary>Their mean, whatever their order.</summary>
    Bag,

    /// <summary>Gated recurrent units over the words in both directions.</summary>
    Recurrent,

    /// <summary>The same, over words whose vectors are made of their letters.</summary>
    Characters,
}
