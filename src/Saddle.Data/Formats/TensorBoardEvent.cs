using System.Text;

namespace Saddle.Data.Formats;

/// <summary>What an event file says of one step.</summary>
/// <param name="Time">When it was written, in seconds since 1970.</param>
/// <param name="Step">The step.</param>
/// <param name="Starts">Whether a run starts or goes on here: older values from this step on are void.</param>
/// <param name="Scalars">Its scalars; pictures, histograms and texts are left out.</param>
/// <remarks>
/// TensorFlow's <c>event.proto</c> and <c>summary.proto</c>: an event has wall_time 1, step 2, summary 5 and
/// session_log 7, whose status 1 is 1 at a start; a summary's values 1 have tag 1, simple_value 2 or tensor 8.
/// </remarks>
public sealed record TensorBoardEvent(
    double Time, long Step, bool Starts, IReadOnlyList<(string Tag, double Value)> Scalars)
{
    /// <summary>Reads an event.</summary>
    /// <param name="record">Its message.</param>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    internal static TensorBoardEvent Of(ReadOnlySpan<byte> record)
    {
        var (time, step, starts) = (0.0, 0L, false);
        var scalars = new List<(string, double)>();
        for (var message = new ProtobufMessage(record); message.Next();)
        {
            switch (message.Field)
            {
                case 1:
                    time = BitConverter.UInt64BitsToDouble(message.Number);
                    break;
                case 2:
                    step = (long)message.Number;
                    break;
                case 5:
                    AddTo(scalars, message.Bytes);
                    break;
                case 7:
                    starts = IsStart(message.Bytes);
                    break;
            }
        }

        return new(time, step, starts, scalars);
    }

    private static bool IsStart(ReadOnlySpan<byte> sessionLog)
    {
        for (var message = new ProtobufMessage(sessionLog); message.Next();)
        {
            if (message is { Field: 1, Number: 1 })
            {
                return true;
            }
        }

        return false;
    }

    private static void AddTo(List<(string Tag, double Value)> scalars, ReadOnlySpan<byte> summary)
    {
        for (var message = new ProtobufMessage(summary); message.Next();)
        {
            if (message.Field == 1 && Scalar(message.Bytes) is { } scalar)
            {
                scalars.Add(scalar);
            }
        }
    }

    private static (string Tag, double Value)? Scalar(ReadOnlySpan<byte> entry)
    {
        string? tag = null;
        double? value = null;
        for (var message = new ProtobufMessage(entry); message.Next();)
        {
            tag = message.Field == 1 ? Encoding.UTF8.GetString(message.Bytes) : tag;
            value = message.Field switch
            {
                2 => BitConverter.UInt32BitsToSingle((uint)message.Number),
                8 => TensorBoardTensor.NumberOf(message.Bytes),
                _ => value,
            };
        }

        return tag is not null && value is not null ? (tag, value.Value) : null;
    }
}
