using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <content>Arguments: what stands in the file, as the operator's schema wants it.</content>
internal sealed partial class GraphCompiler
{
    // The places of tensors that it reads are noted.
    private Source ArgumentOf(
        SchemaPlace wanted, (string Kind, JsonElement Value) given, GraphScope scope, List<int> tensors)
    {
        var (kind, value) = given;
        if (wanted.IsOptional && (kind == "as_none" || wanted.Name == "pin_memory"))
        {
            return static _ => Argument.None;
        }

        return wanted.Type switch
        {
            "Tensor" => TensorOf(kind, value, scope, tensors),
            "Tensor[]" or "Tensor?[]" => TensorsOf(wanted.Type == "Tensor?[]", kind, value, scope, tensors),
            "int[]" or "SymInt[]" => ListOf(wanted, kind, value, scope, Whole, static list =>
                (long[])[.. list.Select(number => number.Whole)]),
            "float[]" => ListOf(wanted, kind, value, scope, Real, static list =>
                (double[])[.. list.Select(number => number.Number)]),
            "int" or "SymInt" => Scalar(kind, value, scope, Whole),
            "float" => Scalar(kind, value, scope, Real),
            "bool" => Scalar(kind, value, scope, static number => number.Whole != 0),
            "Scalar" => Scalar(kind, value, scope, static number => number),
            "ScalarType" when kind == "as_scalar_type" => TypeOf(value.Whole()),
            "Layout" when kind == "as_layout" => Always(FileEnumerations.Layout(value.Whole())),
            "MemoryFormat" when kind == "as_memory_format" => Always(FileEnumerations.MemoryFormat(value.Whole())),
            "Device" when kind == "as_device" => Always(Argument.Device(_device)),
            "str" when kind == "as_string" && value.Text() is { Length: <= MostListed } text => Always(text),
            _ => null,
        } ?? throw new InvalidDataException(
            $"the argument '{Excerpt.Of(wanted.Name)}' is {Excerpt.Of(kind)}, where libtorch takes {wanted.Type}");
    }

    private static Source Always(Argument argument) => _ => argument;

    private static Source TypeOf(long number)
    {
        var type = FileEnumerations.Type(number);
        return frame => frame.Precision.Of(type);
    }

    private Source? TensorOf(string kind, JsonElement value, GraphScope scope, List<int> tensors)
    {
        if (kind == "as_optional_tensor")
        {
            (kind, value) = value.Union();
        }

        switch (kind)
        {
            case "as_none":
                return Always(Argument.None);
            case "as_tensor":
                var place = scope[value.Need("name").Text()];
                Use(place);
                tensors.Add(place);
                return frame => frame.Values[place];
            default:
                return NumberOf(kind, value, scope) switch
                {
                    null => null,
                    { Fixed: { } constant } => Always(Lasting(constant)),
                    { } computed => Scalar(computed, static number => number.AsTensor()),
                };
        }
    }

    // A number in a tensor's place is made once, and belongs to no scope.
    private static Argument Lasting(Argument number)
    {
        var tensor = number.AsTensor();
        TensorScope.Release(tensor.Tensor);
        return tensor;
    }

    private Source? TensorsOf(
        bool mayMiss, string kind, JsonElement value, GraphScope scope, List<int> tensors)
    {
        if (kind is not ("as_tensors" or "as_optional_tensors"))
        {
            return null;
        }

        int[] places =
        [
            .. value.Each().Select(element => kind == "as_tensors"
                ? scope[element.Need("name").Text()]
                : element.Maybe("as_tensor") is { } tensor ? scope[tensor.Need("name").Text()] : -1),
        ];
        if (places.Length > MostListed)
        {
            throw TooLong();
        }

        foreach (var place in places.Where(place => place >= 0))
        {
            Use(place);
            tensors.Add(place);
        }

        return frame =>
        {
            var list = new Tensor[places.Length];
            for (var i = 0; i < list.Length; i++)
            {
                list[i] = places[i] < 0 ? default : frame.Values[places[i]].Tensor;
            }

            return mayMiss ? Argument.Optional(list) : list;
        };
    }

    private Source? Scalar(string kind, JsonElement value, GraphScope scope, Func<Argument, Argument> convert) =>
        NumberOf(kind, value, scope) is { } number ? Scalar(number, convert) : null;

    private Source Scalar(Number number, Func<Argument, Argument> convert)
    {
        Use(number);
        return number.Fixed is { } constant
            ? Always(convert(constant))
            : frame => convert(frame.Values[number.Place]);
    }

    // One number is repeated to as many as the schema says: a stride of 2 is one of 2 and 2.
    private Source? ListOf(
        SchemaPlace wanted,
        string kind,
        JsonElement value,
        GraphScope scope,
        Func<Argument, Argument> convert,
        Func<IEnumerable<Argument>, Argument> collect)
    {
        var numbers = NumberOf(kind, value, scope) is { } one
            ? [.. Enumerable.Repeat(one, wanted.Length ?? 1)]
            : NumbersOf(kind, value, scope);
        if (numbers is null)
        {
            return null;
        }

        if (numbers.Count > MostListed)
        {
            throw TooLong();
        }

        numbers.ForEach(number => Use(number));
        return numbers.TrueForAll(number => number.Fixed is not null)
            ? Always(collect(numbers.Select(number => convert(number.Fixed!.Value))))
            : frame => collect(numbers.Select(number => convert(number.Of(frame))));
    }

    private void Use(Number number)
    {
        if (number.Fixed is null)
        {
            Use(number.Place);
        }
    }

    private static Argument Whole(Argument number) =>
        !number.IsReal || Math.Floor(number.Number) == number.Number
            ? number.Whole
            : throw new InvalidDataException($"{number.Number} stands where libtorch takes a whole number");

    private static Argument Real(Argument number) => number.Number;

    private static Number? NumberOf(string kind, JsonElement value, GraphScope scope) => kind switch
    {
        "as_int" => new(value.Whole()),
        "as_float" => new(value.Real()),
        "as_bool" => new(value.Flag()),
        "as_sym_int" or "as_sym_float" or "as_sym_bool" => value.Union() switch
        {
            ("as_name", var name) => new(null, scope[name.Text()]),
            var (inner, fixedValue) => NumberOf(inner, fixedValue, scope),
        },
        _ => null,
    };

    private static List<Number>? NumbersOf(string kind, JsonElement value, GraphScope scope) => kind switch
    {
        "as_ints" => [.. value.Each().Select(element => new Number(element.Whole()))],
        "as_floats" => [.. value.Each().Select(element => new Number(element.Real()))],
        "as_bools" => [.. value.Each().Select(element => new Number(element.Flag()))],
        "as_sym_ints" or "as_sym_floats" or "as_sym_bools" =>
        [
            .. value.Each().Select(element => NumberOf(kind[..^1], element, scope)
                ?? throw new InvalidDataException("a list of numbers holds something else")),
        ],
        _ => null,
    };
}
