namespace Saddle.Data.Formats;

/// <summary>What the values of a Parquet column are stored as; the numbers are the format's.</summary>
internal enum ParquetType
{
    /// <summary>None: the column is a group of others.</summary>
    Group = -1,

    /// <summary>Truths, a bit each.</summary>
    Boolean = 0,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32 = 1,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64 = 2,

    /// <summary>What old writers stored times as.</summary>
    Int96 = 3,

    /// <summary>Real numbers of 32 bits.</summary>
    Float = 4,

    /// <summary>Real numbers of 64 bits.</summary>
    Double = 5,

    /// <summary>Bytes or texts of any length.</summary>
    Binary = 6,

    /// <summary>Bytes of one length.</summary>
    FixedBinary = 7,
}
