namespace Saddle.Gans.Conditions;

/// <summary>Which condition a real sample is wrongly paired with.</summary>
public enum WrongPair
{
    /// <summary>
    /// Any other class, each as likely; of images the next sample's of the batch; the sentences of any item of which
    /// something else is said.
    /// </summary>
    Other,

    /// <summary>The next sample's of the batch, which may be the same class: the pairs are shuffled.</summary>
    Next,

    /// <summary>
    /// The own sentences but one, which is that of any item there that says something else; of all else as other.
    /// </summary>
    Sentence,
}
