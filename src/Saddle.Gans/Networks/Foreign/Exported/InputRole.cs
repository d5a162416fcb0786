namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>What an input of a graph is.</summary>
internal enum InputRole
{
    /// <summary>A parameter of the network.</summary>
    Parameter,

    /// <summary>A buffer of the network.</summary>
    Buffer,

    /// <summary>A tensor that stood in the network's code.</summary>
    Constant,

    /// <summary>What whoever runs the network gives it.</summary>
    User,

    /// <summary>An argument whose value export has built into the graph.</summary>
    Fixed,
}
