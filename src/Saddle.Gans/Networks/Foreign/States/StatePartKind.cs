namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>What a part of a state file is.</summary>
public enum StatePartKind
{
    /// <summary>Tensors by name, or a list of them: a network's state.</summary>
    Network,

    /// <summary>What an optimiser keeps; it may look like a network's state.</summary>
    Optimiser,

    /// <summary>Numbers, texts, and lists of such.</summary>
    Numbers,

    /// <summary>Objects, single tensors, and tensors that are not read.</summary>
    Other,
}
