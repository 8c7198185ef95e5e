using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;

namespace Entente.Protocol.Assistance;

/// <summary>A request for assistance, the same at both ends; given by who asks.</summary>
[JsonConverter(typeof(ParsableJsonConverter<RequestId>))]
public readonly record struct RequestId(Guid Value) : IParsable<RequestId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static RequestId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static RequestId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static RequestId IParsable<RequestId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RequestId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A subscription to a predefined data set, the same at both ends; given by who proposes it.</summary>
[JsonConverter(typeof(ParsableJsonConverter<SubscriptionId>))]
public readonly record struct SubscriptionId(Guid Value) : IParsable<SubscriptionId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static SubscriptionId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static SubscriptionId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static SubscriptionId IParsable<SubscriptionId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SubscriptionId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}
