using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Agreements;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Node.Agreements;

/// <summary>What travels with what is given and binds whoever has it, as it stands in the header of a message and in the store.</summary>
internal sealed record CarriedObligations
{
    public required HandlingCode Handling { get; init; }

    public required UsePurpose Purpose { get; init; }

    public required IReadOnlyList<PermittedAction> Actions { get; init; }

    /// <summary>Authorities of the receiver that may have it.</summary>
    public required IReadOnlyList<AuthorityKind> Authorities { get; init; }

    /// <summary>The last day on which it may be kept; <see langword="null"/>: until the purpose is achieved.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Whom it may go on to; <see langword="null"/>: nobody.</summary>
    public CarriedOnward? Onward { get; init; }

    /// <summary>Unverified information decides nothing by itself.</summary>
    public bool NotDecidingFactor { get; init; }

    /// <summary>To whom the giver consents that it goes on; none: to nobody for whom a consent is wanted.</summary>
    public IReadOnlyList<PassingConsent>? Consents { get; init; }

    public static CarriedObligations Of(Obligations obligations, IReadOnlyList<PassingConsent>? consents = null) => new()
    {
        Handling = obligations.Handling,
        Purpose = obligations.Purpose,
        Actions = [.. obligations.Actions],
        Authorities = [.. obligations.Authorities],
        LastDay = obligations.LastDay,
        Onward = obligations.Onward is { } rule ? new([.. rule.Authorities], [.. rule.Parties], rule.WithConsent) : null,
        NotDecidingFactor = obligations.NotDecidingFactor,
        Consents = consents is { Count: > 0 } ? consents : null,
    };

    /// <summary>As the engine asks them. Deadlines, languages and costs are those of the agreement, and do not travel.</summary>
    public Obligations ToObligations() => new()
    {
        Handling = Handling,
        Purpose = Purpose,
        Actions = [.. Actions],
        Authorities = [.. Authorities],
        LastDay = LastDay,
        Onward = Onward is { } rule ? new([.. rule.Authorities], [.. rule.Parties], rule.WithConsent) : null,
        Retention = null,
        Deadlines = new(),
        Languages = [],
        Costs = CostBearer.Requested,
        NotDecidingFactor = NotDecidingFactor,
    };

    /// <summary>What both sides found: the narrower of each.</summary>
    public CarriedObligations NarrowedBy(CarriedObligations? other) => other is null ? this : this with
    {
        Handling = other.Handling > Handling ? other.Handling : Handling,
        Actions = [.. Actions.Intersect(other.Actions)],
        Authorities = [.. Authorities.Intersect(other.Authorities)],
        LastDay = LastDay is { } own && !(other.LastDay < own) ? own : other.LastDay,
        Onward = Onward is { } one && other.Onward is { } two
            ? new([.. one.Authorities.Intersect(two.Authorities)], [.. one.Parties.Intersect(two.Parties)], one.WithConsent || two.WithConsent)
            : null,
        NotDecidingFactor = NotDecidingFactor || other.NotDecidingFactor,
        Consents = other.Consents ?? Consents,
    };

    public string Write() => JsonSerializer.Serialize(this, ObligationsJson.Default.CarriedObligations);

    /// <summary>What a partner or the store says; <see langword="null"/> where it is not of the form.</summary>
    public static CarriedObligations? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, ObligationsJson.Default.CarriedObligations);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>To which authorities of the own state, and of which parties, it may go on.</summary>
internal sealed record CarriedOnward(IReadOnlyList<AuthorityKind> Authorities, IReadOnlyList<string> Parties, bool WithConsent);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(CarriedObligations))]
[JsonSerializable(typeof(AskedQuestion))]
[JsonSerializable(typeof(IReadOnlyList<TakenFrom>))]
internal sealed partial class ObligationsJson : JsonSerializerContext;

/// <summary>What the gate was asked about a message, for the record.</summary>
internal sealed record AskedQuestion(
    ExchangeKind Exchange, string From, string To, AuthorityKind FromAuthority, AuthorityKind ToAuthority, UsePurpose Purpose, IReadOnlyList<string> Fields,
    IReadOnlyList<Condition> Holding, HandlingCode Handling, Approval Approval, DateOnly On)
{
    public AssistanceType? Assistance { get; init; }

    /// <summary>What it asks the receiver to do; none for what asks nothing.</summary>
    public IReadOnlyList<PermittedAction>? Asks { get; init; }

    /// <summary>The instrument that the message rests on: no clause of another counted.</summary>
    public Instrument? Under { get; init; }

    /// <summary>What others gave of it; none for what is this administration's own.</summary>
    public IReadOnlyList<AskedOrigin>? Origins { get; init; }

    public static AskedQuestion Of(Question question, Instrument? under, IReadOnlyList<Provided> provided) => new(
        question.Exchange, question.From, question.To, question.FromAuthority, question.ToAuthority, question.Purpose, FieldsOf(question.Data),
        [.. question.Holding], question.Handling, question.Approval, question.On)
    {
        Assistance = question.Assistance,
        Asks = question.Asks.IsEmpty ? null : [.. question.Asks],
        Under = under,
        Origins = provided.Count == 0 ? null : [.. provided.Select(one => new AskedOrigin(one.With.Partner, one.With.MessageId, $"{one.Origin.Clause}"))],
    };

    /// <summary>As <c>persons.name</c>.</summary>
    public static string[] FieldsOf(WordSet<DataField> fields) => [.. fields.Select(field => $"{Words.Of(field.Category)}.{field.Word}")];

    public string Write() => JsonSerializer.Serialize(this, ObligationsJson.Default.AskedQuestion);

    /// <summary>The question again, as the store has it.</summary>
    public static Question? Read(string json) => ReadAsked(json)?.Question;

    /// <summary>The same, with the instrument under which it was asked and the messages with which something of it came.</summary>
    public static (Question Question, Instrument? Under, IReadOnlyList<CameWith> Origins)? ReadAsked(string json) => JsonSerializer.Deserialize(json, ObligationsJson.Default.AskedQuestion) is { } asked
        ? (asked.Again(), asked.Under, [.. (asked.Origins ?? []).Select(origin => new CameWith(origin.Provider, origin.MessageId))])
        : null;

    private Question Again() => new()
    {
        Exchange = Exchange,
        Assistance = Assistance,
        From = From,
        To = To,
        FromAuthority = FromAuthority,
        ToAuthority = ToAuthority,
        Purpose = Purpose,
        Data = [.. Fields.Select(name => Enum.GetValues<DataField>().First(field => FieldsOf([field])[0] == name))],
        Asks = [.. Asks ?? []],
        Circumstances = [.. Holding.Select(condition => new Attestation(condition, "stored"))],
        Handling = Handling,
        Approval = Approval,
        On = On,
    };
}

/// <summary>Of what another gave: who, with which message, and under which clause.</summary>
internal sealed record AskedOrigin(string Provider, string MessageId, string Clause);
