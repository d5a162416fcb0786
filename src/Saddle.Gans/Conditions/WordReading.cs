namespace Saddle.Gans.Conditions;

/// <summary>What makes a sentence's vector of its words'.</summary>
public enum WordReading
{
    /// <summary>Their mean, whatever their order.</summary>
    Bag,

    /// <summary>Gated recurrent units over the words in both directions.</summary>
    Recurrent,
}
