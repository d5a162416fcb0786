using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>
/// What W&amp;B keeps of a run on its own machine: a file <c>run-ID.wandb</c>, or the folder that holds it.
/// </summary>
/// <remarks>
/// Seven bytes, then a log in the form of LevelDB with the usual CRC-32. Records as W&amp;B's
/// <c>wandb_internal.proto</c> has them: history 2, run 17; a history's items 1 have key 1 or, a part each,
/// nested_key 2, and value_json 16.
/// </remarks>
internal sealed class WandbFile : LogFormat
{
    private const int HeaderBytes = 7;
    private const string StepKey = "_step";
    private const uint Polynomial = 0xEDB88320; // reversed
    private const int HistoryField = 2;
    private const int RunField = 17;

    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(i => Shifted((uint)i))];

    /// <inheritdoc/>
    public override string Name => "the file of an offline run of W&B";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.IsFolder
        ? FileIn(source) is not null
        : source.Head.Length >= HeaderBytes && source.Head.StartsWith(":W&B"u8);

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var file = source.IsFolder ? new(FileIn(source)!) : source;
        using var stream = file.Open();
        stream.ReadExactly(new byte[HeaderBytes]);
        var log = new LevelDbLog(stream, HeaderBytes, Crc);
        var (table, name) = (new LogTable(file.Path), file.FileName);
        string? problem = null;
        try
        {
            foreach (var record in log.Records())
            {
                name = Take(record, table) ?? name;
            }
        }
        catch (InvalidDataException damage)
        {
            problem = damage.Message.ReplaceLineEndings(" ");
        }

        problem ??= log.Damage;
        if (problem is not null && table.Rows == 0)
        {
            throw new DataException(file.Path, $"holds no data points before its damage: {problem}");
        }

        if (problem is not null)
        {
            table.Remark($"{file.FileName}: {problem}; what follows is left out");
        }

        return [table.Run(name)];
    }

    private static string? FileIn(LogSource folder) =>
        Directory.EnumerateFiles(folder.Path, "*.wandb").Order(StringComparer.Ordinal).FirstOrDefault();

    // The run's name, where the record says it.
    private static string? Take(ReadOnlySpan<byte> record, LogTable table)
    {
        string? name = null;
        for (var message = new ProtobufMessage(record); message.Next();)
        {
            if (message.Field == HistoryField)
            {
                TakeHistory(message.Bytes, table);
            }
            else if (message.Field == RunField)
            {
                name = RunName(message.Bytes);
            }
        }

        return name;
    }

    private static string? RunName(ReadOnlySpan<byte> run)
    {
        var (id, shown) = (string.Empty, string.Empty);
        for (var message = new ProtobufMessage(run); message.Next();)
        {
            id = message.Field == 1 ? Encoding.UTF8.GetString(message.Bytes) : id;
            shown = message.Field == 8 ? Encoding.UTF8.GetString(message.Bytes) : shown;
        }

        return shown.Length > 0 ? shown : id.Length > 0 ? id : null;
    }

    private static void TakeHistory(ReadOnlySpan<byte> history, LogTable table)
    {
        table.BeginRow();
        var (step, isSaid) = (0UL, false);
        for (var message = new ProtobufMessage(history); message.Next();)
        {
            if (message.Field == 1)
            {
                isSaid |= TakeItem(message.Bytes, table) == StepKey;
            }
            else if (message.Field == 2)
            {
                for (var inner = new ProtobufMessage(message.Bytes); inner.Next();)
                {
                    step = inner.Field == 1 ? inner.Number : step;
                }
            }
        }

        if (!isSaid)
        {
            table.Set(StepKey, step);
        }
    }

    private static string TakeItem(ReadOnlySpan<byte> item, LogTable table)
    {
        var (keys, json) = (new List<string>(), string.Empty);
        for (var message = new ProtobufMessage(item); message.Next();)
        {
            if (message.Field is 1 or 2)
            {
                keys.Add(Encoding.UTF8.GetString(message.Bytes));
            }

            json = message.Field == 16 ? Encoding.UTF8.GetString(message.Bytes) : json;
        }

        var name = string.Join('.', keys);
        using var value = LogJson.TryParse(json);
        if (value is not null)
        {
            table.SetAll(LogJson.Numbers(value.RootElement, name));
        }

        return name;
    }

    // The CRC-32 of zip and PNG.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Crcs[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        }

        return value;
    }
}
