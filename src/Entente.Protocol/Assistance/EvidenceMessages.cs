using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>One handing over of a thing that is evidence, the same at both ends; given by who hands it over.</summary>
[JsonConverter(typeof(ParsableJsonConverter<HandoverId>))]
public readonly record struct HandoverId(Guid Value) : IParsable<HandoverId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static HandoverId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static HandoverId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static HandoverId IParsable<HandoverId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HandoverId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>What the two sides of a request tell each other of things that are evidence in it.</summary>
public abstract record EvidenceMessage : AssistanceMessage
{
    private protected EvidenceMessage()
    {
    }

    public required HandoverId HandoverId { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.When(HandoverId == default, "A hand-over has an id.", "$.handoverId")];
}

/// <summary>An officer hands a thing over to the other side. It counts when an officer there has confirmed it.</summary>
public sealed record EvidenceHanded : EvidenceMessage
{
    public required ThingKind Kind { get; init; }

    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary>From whom, where, when and how it came.</summary>
    public required string Origin { get; init; }

    /// <summary>What binds whoever holds it.</summary>
    public string? Binding { get; init; }

    public required Giving Giving { get; init; }

    /// <summary>Of a thing that is lent: when it is needed back.</summary>
    public DateOnly? ReturnBy { get; init; }

    /// <summary>Its bytes, which come by themselves.</summary>
    public HandedFile? File { get; init; }

    public required DateTimeOffset HandedAt { get; init; }

    /// <summary>The approval that it has: a word of the vocabulary.</summary>
    public required string Approval { get; init; }

    /// <summary>Who held it before, as far as the side that hands it over knows: steps with the records that its log has of them.</summary>
    public IReadOnlyList<HandedStep> Chain { get; init; } = [];

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.Check(Name, 200, "$.name"),
        .. MessageText.Check(Origin, 1000, "$.origin"),
        .. MessageText.CheckOptional(Binding, 1000, "$.binding"),
        .. MessageText.When(ReturnBy is not null && Giving != Giving.Lent, "Only what is lent is returned.", "$.returnBy"),
        .. File?.Check("$.file") ?? [],
        .. EnvelopeRules.Word(Approval, "$.approval"),
        .. EnvelopeRules.Each(Chain, EnvelopeRules.Most, "$.chain", (step, at) => [.. EnvelopeRules.Word(step.Step, $"{at}.step"), .. Counted(step.Record, $"{at}.record")]),
    ];
}

public enum ThingKind { Document = 1, Image, Seizure, Sample, Other }

/// <summary>Whether it comes back.</summary>
public enum Giving { ForGood = 1, Lent, Copy }

/// <param name="Step">What happened: <c>taken</c>, <c>handed</c>, …</param>
/// <param name="At">When.</param>
/// <param name="Record">Its number at the side that tells it.</param>
public sealed record HandedStep(string Step, DateTimeOffset At, long Record);

/// <param name="Bytes">In chunks of 4 MiB, of which the last may be shorter.</param>
/// <param name="Sha256">Of the whole.</param>
public sealed record HandedFile(string Name, string MediaType, long Bytes, string Sha256)
{
    public const int ChunkBytes = 4 * 1024 * 1024;

    public const long MostBytes = 1L << 30;

    internal IEnumerable<Fault> Check(string at) =>
    [
        .. MessageText.Check(Name, 200, $"{at}.name"),
        .. MessageText.Check(MediaType, 100, $"{at}.mediaType"),
        .. MessageText.When(Bytes is < 1 or > MostBytes, $"A file has 1 to {MostBytes} bytes.", $"{at}.bytes"),
        .. EnvelopeRules.Digest(Sha256, $"{at}.sha256"),
    ];
}

/// <summary>One part of the bytes of a thing that is handed over; its bytes are the attachment.</summary>
public sealed record EvidenceChunk : EvidenceMessage
{
    /// <summary>Counted from 1.</summary>
    public required long Number { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>That of the handing over.</summary>
    public required string Approval { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. Counted(Number, "$.number"), .. EnvelopeRules.Digest(Sha256, "$.sha256"), .. EnvelopeRules.Word(Approval, "$.approval")];
}

/// <summary>An officer has the thing, with all its bytes; or has back what was lent.</summary>
public sealed record EvidenceConfirmed : EvidenceMessage
{
    public required DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Of the bytes as they are here, where it has any.</summary>
    public string? Sha256 { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. Sha256 is null ? [] : EnvelopeRules.Digest(Sha256, "$.sha256")];
}

/// <summary>The thing is not taken over; it stays with who handed it over.</summary>
public sealed record EvidenceDeclined : EvidenceMessage
{
    public required DateTimeOffset DeclinedAt { get; init; }

    public required string Reason { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(Reason, 1000, "$.reason")];
}

/// <summary>What was lent goes back. It counts when the officer who lent it has confirmed it.</summary>
public sealed record EvidenceReturned : EvidenceMessage
{
    public required DateTimeOffset ReturnedAt { get; init; }

    /// <summary>In what state it is.</summary>
    public string? Remark { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.CheckOptional(Remark, 1000, "$.remark")];
}
