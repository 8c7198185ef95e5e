using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Entente.Protocol.Alerts;

/// <summary>An alert, the same for its whole life and with every partner.</summary>
[JsonConverter(typeof(ParsableJsonConverter<AlertId>))]
public readonly record struct AlertId(Guid Value) : IParsable<AlertId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static AlertId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static AlertId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static AlertId IParsable<AlertId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AlertId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A hit: something declared that may be the subject of an alert.</summary>
[JsonConverter(typeof(ParsableJsonConverter<HitId>))]
public readonly record struct HitId(Guid Value) : IParsable<HitId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static HitId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static HitId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static HitId IParsable<HitId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HitId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}

internal static class TimeOrderedId
{
#pragma warning disable RS0030 // The one place where ids of alerts are made, from the instant that the caller passes.
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
#pragma warning restore RS0030
}
