using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Entente.Protocol;

/// <summary>What strict generated JSON leaves open: a list that is left out is empty, and a list holds no null.</summary>
/// <remarks>
/// The generator hands what is left out the default of its type, whatever the initializer of the property says; and the framework refuses a
/// null member where the type says so, but not a null among the elements of a list.
/// </remarks>
public static class StrictJson
{
    private const string Element = "element";

    /// <summary>The options by which the types of a context are read. They write as the context does.</summary>
    public static JsonSerializerOptions Of(JsonSerializerContext generated)
    {
        var options = new JsonSerializerOptions(generated.Options) { TypeInfoResolver = generated.WithAddedModifier(Complete) };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Where the text is wrong, for example <c>$.content.hsCodes[1]</c>.</summary>
    public static string? PathOf(JsonException exception) => exception is { Path: [.., ']'] path } && exception.Data[Element] is int index
        ? $"{path[..path.LastIndexOf('[')]}[{index}]"
        : exception.Path;

    /// <summary>The modifier that <see cref="Of"/> adds, for options that have others too.</summary>
    public static void Complete(JsonTypeInfo type)
    {
        switch (type)
        {
            case { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false }:
                type.OnDeserialized = RefuseNull;
                break;
            case { Kind: JsonTypeInfoKind.Object }:
                FillLists(type);
                break;
        }
    }

    private static void RefuseNull(object list)
    {
        var index = 0;
        foreach (var element in (IEnumerable)list)
        {
            if (element is null)
            {
                throw new JsonException("A list holds no null.") { Data = { [Element] = index } };
            }

            index++;
        }
    }

    private static void FillLists(JsonTypeInfo type)
    {
        (Func<object, object?> Get, PropertyInfo Property, Array Empty)[] lists =
        [
            .. from property in type.Properties
               where property is { IsGetNullable: false, Get: not null, AssociatedParameter.HasDefaultValue: false }
                   && property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
               select (property.Get, (PropertyInfo)property.AttributeProvider!, Array.CreateInstance(property.PropertyType.GenericTypeArguments[0], 0)),
        ];
        if (lists.Length > 0)
        {
            type.OnDeserialized = value =>
            {
                foreach (var (get, property, empty) in lists)
                {
                    if (get(value) is null)
                    {
                        property.SetValue(value, empty);
                    }
                }
            };
        }
    }
}
