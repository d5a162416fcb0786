namespace Saddle.Catalog;

/// <summary>Types as the language writes them, for those who read what they have written.</summary>
internal static class TypeNames
{
    /// <summary>The name of a type.</summary>
    /// <param name="type">The type.</param>
    public static string Of(Type type) =>
        type.IsArray ? $"{Of(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } underlying ? $"{Of(underlying)}?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
        : type.IsEnum ? type.Name
        : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.Char => "char",
            TypeCode.Decimal => "decimal",
            TypeCode.Double => "double",
            TypeCode.Int16 => "short",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Single => "float",
            TypeCode.String => "string",
            TypeCode.UInt32 => "uint",
            TypeCode.UInt64 => "ulong",
            _ => type.Name,
        };
}
