using System.Numerics;
using System.Text;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>Pickles are read as data: what Python wrote comes back, and nothing is executed.</summary>
public sealed class PickleTests
{
    [Theory]
    [InlineData("N.", null)]
    [InlineData("I01\n.", true)]
    [InlineData("I-42\n.", -42L)]
    [InlineData("K\u0007.", 7L)]
    [InlineData("M\u0001\u0002.", 513L)]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff.", -1L)]
    [InlineData("\u008a\u0001\u0080.", -128L)]
    [InlineData("L12L\n.", 12L)]
    [InlineData("F2.5\n.", 2.5)]
    [InlineData("G\u0040\u0004\0\0\0\0\0\0.", 2.5)]
    [InlineData("X\u0003\0\0\0abc.", "abc")]
    [InlineData("\u008c\u0002\u00c3\u00a9.", "\u00e9")]
    [InlineData("V\\u20ac\\u005cn\n.", "\u20ac\\n")]
    public void Plain_values_are_read(string pickle, object? expected) => Assert.Equal(expected, Read(pickle));

    [Fact]
    public void Collections_are_read()
    {
        Assert.Equal([1L, 2L], Assert.IsType<PickleTuple>(Read("K\u0001K\u0002\u0086.")).Values);
        Assert.Equal([1L, 2L, 3L], Assert.IsType<List<object?>>(Read("](K\u0001K\u0002eK\u0003a.")));
        var map = Assert.IsType<PickleMap>(Read("}(U\u0001aK\u0001X\u0001\0\0\0bK\u0002uU\u0001cK\u0003s."));
        Assert.Equal([1L, 2L, 3L, null], ((string[])["a", "b", "c", "d"]).Select(map.Find));
        Assert.Equal(BigInteger.Pow(2, 70), Read("L1180591620717411303424L\n."));
        Assert.Equal("ab"u8.ToArray(), Read("C\u0002ab."));
    }

    [Fact]
    public void What_is_stored_can_be_used_again()
    {
        var list = Assert.IsType<List<object?>>(Read("]q\u0001(h\u0001K\u0001e0h\u0001."));
        Assert.Same(list, list[0]);
        Assert.Equal(1L, list[1]);
    }

    [Fact]
    public void Calls_are_written_down_and_not_made()
    {
        var call = Assert.IsType<PickleCall>(Read("ccollections\nOrderedDict\n)R(U\u0001kK\u0005u}b.", _ => true));
        Assert.Equal(
            ("collections.OrderedDict", 0, 5L), (call.Callee.ToString(), call.Arguments.Count, call.Items.Find("k")));
        Assert.IsType<PickleMap>(call.State);
        var persistent = Assert.IsType<PicklePersistent>(Read("U\u0003keyQ."));
        Assert.Equal("key", Encoding.Latin1.GetString(Assert.IsType<byte[]>(persistent.Id)));
    }

    [Theory]
    [InlineData("cos\nsystem\n(U\u0002lstR.", "the pickle asks for os.system, which is not allowed")]
    [InlineData("\u008c\u0002os\u008c\u0006system\u0093.", "the pickle asks for os.system, which is not allowed")]
    [InlineData("(ios\nsystem\n.", "operation 0x69, which is not allowed")]
    [InlineData("(K\u0001o.", "operation 0x6F, which is not allowed")]
    [InlineData("\u0082\u0001.", "operation 0x82, which is not allowed")]
    [InlineData("K", "damaged or cut short")]
    [InlineData("", "damaged or cut short")]
    [InlineData(".", "takes more than it put down")]
    [InlineData("(K\u0001t\u0085\u0085R.", "takes more than it put down")]
    [InlineData("h\u0001.", "refers to something that it never stored")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc.", "damaged or cut short")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "damaged or cut short")]
    [InlineData("K\u0001K\u0002K\u0003u.", "damaged or cut short")]
    [InlineData("}(K\u0001u.", "damaged or cut short")]
    [InlineData("\u008c\u0001\u00ff.", "damaged or cut short")]
    public void What_is_forbidden_or_damaged_is_refused(string pickle, string problem)
    {
        var refusal = Assert.Throws<DataException>(() => Read(pickle));
        Assert.StartsWith("test.pkl: the pickle ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cifar-python2")]
    [InlineData("cifar-protocol0")]
    [InlineData("cifar-protocol1")]
    [InlineData("cifar-protocol2")]
    [InlineData("cifar-protocol3")]
    [InlineData("cifar-protocol4")]
    [InlineData("cifar-protocol5")]
    public void A_batch_that_Python_pickled_is_read(string name)
    {
        var batch = CifarBatch.FromPickle(Peers.Bytes("formats", name), name);
        Assert.Equal([7, 3], batch.Labels);
        Assert.Equal(Files.Noise(2 * CifarBatch.ImageLength), batch.Pixels);
    }

    /// <summary>Each character is one byte.</summary>
    private static object? Read(string pickle, Func<PickleGlobal, bool>? isAllowed = null)
    {
        var bytes = Encoding.Latin1.GetBytes(pickle);
        var (value, end) = Pickle.Read([0, .. bytes], "test.pkl", isAllowed ?? (_ => false), start: 1);
        Assert.Equal(bytes.Length + 1, end);
        return value;
    }
}
