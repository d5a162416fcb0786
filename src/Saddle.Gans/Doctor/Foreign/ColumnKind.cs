namespace Saddle.Gans.Doctor.Foreign;

/// <summary>What a column's name says that it holds.</summary>
internal enum ColumnKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>A player's loss, or a part of it that the discriminator gives.</summary>
    Loss,

    /// <summary>A player's loss that no discriminator gives, as a distance of pixels.</summary>
    OtherLoss,

    /// <summary>A player's name with real or fake: a part of its loss, or its output.</summary>
    SidedPlayer,

    /// <summary>The discriminator's output for real or generated samples.</summary>
    Output,

    /// <summary>The length of a player's gradient.</summary>
    GradientNorm,

    /// <summary>The length of a player's parameters.</summary>
    ParameterNorm,

    /// <summary>A penalty.</summary>
    Penalty,
}
