using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Agreements;

/// <param name="Party">Its party id.</param>
/// <param name="Authorities">The kinds of its authorities that are bound.</param>
/// <param name="SignedAt">When its node's signature was made or received; <see langword="null"/>: it has not signed.</param>
internal sealed record PartyLine(string Party, IReadOnlyList<string> Authorities, DateTimeOffset? SignedAt);

/// <summary>A text as the register lists it.</summary>
internal sealed record AgreementLine(
    string Agreement, int Version, string Title, string Instrument, string Status, Standing Standing, DateOnly From, DateOnly? Until, string Sha256, IReadOnlyList<PartyLine> Parties)
{
    /// <summary>The partner that offered it first.</summary>
    public string? OfferedBy { get; init; }

    public string? ProposedBy { get; init; }

    public string? DecidedBy { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }
}

/// <param name="Agreements">By id and version.</param>
internal sealed record AgreementList(IReadOnlyList<AgreementLine> Agreements)
{
    /// <summary>Texts that are stored otherwise than they were signed, and count for nothing.</summary>
    public IReadOnlyList<AgreementFault> Altered { get; init; } = [];
}

/// <summary>What is wrong with a text; nothing, where there is none.</summary>
internal sealed record AgreementChecked(IReadOnlyList<AgreementFault> Faults);

/// <param name="Code">For example <c>agreement-word</c>.</param>
/// <param name="Detail">What was found, and what was expected.</param>
/// <param name="At">Line and column, or id and version.</param>
internal sealed record AgreementFault(string Code, string Detail, string? At);

/// <summary>Reads the register.</summary>
internal static class ReadAgreements
{
    public static AgreementLine LineOf(AgreementShelf shelf, HeldAgreement held, DateOnly today) => new(
        held.Agreement.Id, held.Agreement.Version, held.Agreement.Title, Words.Of(held.Agreement.Instrument), Words.Of(held.Agreement.Status), shelf.StandingOf(held, today),
        held.Agreement.From, held.Agreement.Until, held.Row.Sha256,
        [.. held.Parties.Select(party => new PartyLine(party.Party, [.. held.Agreement.PartyOf(party.Party)!.Authorities.Select(Words.Of)], party.SignedAt))])
    {
        OfferedBy = held.Row.Origin,
        ProposedBy = held.Row.ProposedBy,
        DecidedBy = held.Row.DecidedBy,
        Reason = held.Row.Reason,
    };

    public static async Task<JsonHttpResult<AgreementList>> ListAsync(AgreementShelf shelf, TimeProvider clock, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return TypedResults.Json(new AgreementList([.. shelf.All.Select(held => LineOf(shelf, held, today))]) { Altered = [.. shelf.Altered.Select(one => new AgreementFault(one.Why.Code.Id, one.Why.Detail, one.Row.ToString()))] }, AgreementsJson.Default.AgreementList);
    }

    public static async Task<Results<JsonHttpResult<AgreementLine>, ProblemHttpResult>> ShowAsync(string id, int version, AgreementShelf shelf, TimeProvider clock, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);
        return shelf.Find(id, version) is { } held
            ? TypedResults.Json(LineOf(shelf, held, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), AgreementsJson.Default.AgreementLine)
            : new Fault(FaultCode.NotFound, "").ToProblem();
    }

    /// <summary>The exact bytes.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TextAsync(string id, int version, AgreementShelf shelf, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);
        return shelf.Find(id, version) is { } held
            ? TypedResults.File(held.Row.Text, "application/yaml; charset=utf-8", $"{id}-{version}.yaml")
            : new Fault(FaultCode.NotFound, "").ToProblem();
    }
}

/// <summary>The JSON of this module's routes, strict.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(AgreementList))]
[JsonSerializable(typeof(AgreementChecked))]
[JsonSerializable(typeof(MayView))]
[JsonSerializable(typeof(SuspendAgreement.Command), TypeInfoPropertyName = "SuspendCommand")]
[JsonSerializable(typeof(SuspensionOutcome.Done), TypeInfoPropertyName = "SuspensionDone")]
[JsonSerializable(typeof(SuspensionRoutes.SuspensionList))]
[JsonSerializable(typeof(SuspensionRoutes.PreviewView))]
[JsonSerializable(typeof(AgreementOutcome.Done))]
[JsonSerializable(typeof(AgreementRoutes.Approval), TypeInfoPropertyName = "AgreementApproval")]
[JsonSerializable(typeof(AgreementRoutes.Reason), TypeInfoPropertyName = "AgreementReason")]
internal sealed partial class AgreementsJson : JsonSerializerContext;
