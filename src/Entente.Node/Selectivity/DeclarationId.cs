using System.Diagnostics.CodeAnalysis;

namespace Entente.Node.Selectivity;

/// <summary>A declaration as this node took it in. Version 7: ids sort by the time of intake.</summary>
internal readonly record struct DeclarationId(Guid Value) : IParsable<DeclarationId>
{
    public static DeclarationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static DeclarationId Parse(string s, IFormatProvider? provider = null) => new(Guid.ParseExact(s, "D"));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeclarationId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}
