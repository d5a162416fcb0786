namespace Saddle.Data.Tests.Hostile;

/// <summary>Writes zips whose directory says anything.</summary>
internal static class RawZip
{
    public static byte[] Of(params IReadOnlyList<RawEntry> entries) => Of(entries, entries.Count);

    /// <summary>A zip.</summary>
    /// <param name="entries">The entries; one without bytes of its own has no local header.</param>
    /// <param name="count">How many its end says there are.</param>
    public static byte[] Of(IReadOnlyList<RawEntry> entries, int count)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var entry in entries)
        {
            var at = entry.At ?? zip.Position;
            byte[] facts =
            [
                .. Raw.Le16(20), .. Raw.Le16(0), .. Raw.Le16(entry.Method), .. Raw.Le32(0), .. Raw.Le32(0),
                .. Raw.Le32(entry.PackedLength ?? entry.Packed.Length), .. Raw.Le32(entry.Length),
                .. Raw.Le16(entry.Name.Length), .. Raw.Le16(0),
            ];
            if (entry.At is null)
            {
                zip.Write([.. "PK\x3\x4"u8, .. facts, .. Raw.Ascii(entry.Name), .. entry.Packed]);
            }

            directory.Write(
                [
                    .. "PK\x1\x2"u8, .. Raw.Le16(20), .. facts, .. Raw.Le16(0), .. Raw.Le16(0), .. Raw.Le16(0),
                    .. Raw.Le32(0), .. Raw.Le32(at), .. Raw.Ascii(entry.Name),
                ]);
        }

        var start = zip.Position;
        zip.Write(directory.ToArray());
        zip.Write(
            [
                .. "PK\x5\x6"u8, .. Raw.Le32(0), .. Raw.Le16(count), .. Raw.Le16(count), .. Raw.Le32(directory.Length),
                .. Raw.Le32(start), .. Raw.Le16(0),
            ]);
        return zip.ToArray();
    }

    /// <summary>Zips that are hostile whatever they are read for.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="suffix">The file's suffix.</param>
    /// <param name="name">The name of an entry that the reader wants, with {0} for a number.</param>
    public static IEnumerable<HostileFile> Common(string reader, string suffix, string name)
    {
        string Named(int i) => name.Replace("{0}", FormattableString.Invariant($"{i}"), StringComparison.Ordinal);
        HostileFile File(string what, Func<byte[]> bytes) => HostileFile.Of(reader, what + suffix, bytes);
        RawEntry Over(int i) => new(Named(i), Raw.Bomb(4), 4 << 20) { At = i == 0 ? null : 0 };

        yield return File("overlapping-64", () => Of([.. Enumerable.Range(0, 64).Select(Over)]));
        yield return File("overlapping-2", () => Of(Over(0), Over(1)));
        yield return File("bomb", () => Of(new RawEntry(Named(0), Raw.Bomb(300), 300 << 20)));
        yield return File("bombs", () => Of([.. Enumerable.Range(0, 64)
            .Select(i => new RawEntry(Named(i), Raw.Bomb(60), 60 << 20))]));
        yield return File("longer-than-said", () => Of(new RawEntry(Named(0), Raw.Bomb(300), 100)));
        yield return File("shorter-than-said", () => Of(new RawEntry(Named(0), Raw.Bomb(4), 60 << 20)));
        yield return File("beyond-the-file", () => Of(new RawEntry(Named(0), [3, 0], 2) { At = 1 << 30 }));
        yield return File("packed-beyond", () => Of(new RawEntry(Named(0), [3, 0], 2) { PackedLength = 1 << 30 }));
        yield return File("4-GiB", () => Of(new RawEntry(Named(0), [3, 0], uint.MaxValue - 1)));
        yield return File("zip64-marks", () => Of(
            new RawEntry(Named(0), [3, 0], uint.MaxValue) { PackedLength = uint.MaxValue, At = uint.MaxValue }));
        yield return File("method-99", () => Of(new RawEntry(Named(0), [3, 0], 2, 99)));
        yield return File("not-deflated", () => Of(new RawEntry(Named(0), Raw.Ascii("not deflated"), 100)));
        yield return File("no-entry", () => Of());
        yield return File("count-lies", () => Of([RawEntry.Stored(Named(0), [1])], 60_000));
        yield return File("long-name", () => Of(RawEntry.Stored(Named(0) + new string('x', 60_000) + Named(1), [1])));
        yield return File("control-name", () => Of(RawEntry.Stored($"\x1b]0;x\a\n{Named(0)}", [1])));
        yield return File("same-name", () => Of(RawEntry.Stored(Named(0), [1]), RawEntry.Stored(Named(0), [2])));
        yield return File("in-itself", () => Of(RawEntry.Stored(Named(0), Of(RawEntry.Stored(Named(0), [1])))));
        yield return File("many-entries", () => Of(
            [.. Enumerable.Range(0, 65_000).Select(i => RawEntry.Stored(Named(i), []))], 65_000));
        yield return File("end-only", () => [.. "PK\x5\x6"u8, .. new byte[18]]);
        yield return File("start-only", () => [.. "PK\x3\x4"u8, .. new byte[300]]);
    }
}
