using Entente.Agreements;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>What the gate is told to hold: read from what the messages say, so that nobody ticks a condition that nobody has met.</summary>
public static class Circumstances
{
    /// <summary>Conditions of which a request shows nothing, so that they are attested by name.</summary>
    public static readonly WordSet<Condition> OfRequests = [Condition.ConsentGiven, Condition.DualCriminality, Condition.ThresholdMet, Condition.OperationActive, Condition.Anonymised];

    /// <summary>Conditions that only who gives can attest.</summary>
    public static readonly WordSet<Condition> OfAnswers = OfRequests.With(Condition.JudicialAuthorisation);

    // What the requesting side has said holds for the answer as well. A court order or a consent of its own does not: the giver has to have those.
    private static readonly WordSet<Condition> carried =
    [
        Condition.VerifiedFirst, Condition.IdentifiedDeclaration, Condition.ReasonableGrounds, Condition.ReciprocityDeclared, Condition.DataProtectionReference, Condition.Urgent, Condition.WrittenConfirmation,
        Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality, Condition.AssuranceRetention,
    ];

    /// <summary>Of a request: each attested by the office that asks, or by whom it names.</summary>
    public static IReadOnlyList<Attestation> Of(RequestEnvelope request)
    {
        var office = request.Office?.Name ?? "";
        WordSet<Condition> shown =
        [
            .. Holding(request.Verified is not null, Condition.VerifiedFirst),
            .. Holding(request.Declarations.Count > 0, Condition.IdentifiedDeclaration),
            .. Holding(request.Grounds is not null, Condition.ReasonableGrounds),
            .. Holding(request.Reciprocity is not null, Condition.ReciprocityDeclared),
            .. Holding(request.DataProtection is not null, Condition.DataProtectionReference),
            .. Holding(request.UrgentBecause is not null, Condition.Urgent),
            .. Holding(request.Oral is not null, Condition.WrittenConfirmation),
            .. Holding(request.Measure?.Order is not null, Condition.JudicialAuthorisation),
        ];
        return [.. shown.Or(Read(request.Assurances)).Select(condition => new Attestation(condition, office)), .. Of(request.Attested, OfRequests)];
    }

    /// <summary>Of an answer: what the request said that holds for it too, what was assured since, and what the giver attests.</summary>
    public static IReadOnlyList<Attestation> Of(RequestEnvelope request, WordSet<Condition> assured, IReadOnlyList<AttestedCondition> attested) =>
    [
        .. Of(request).Where(attestation => carried.Contains(attestation.Condition) && !assured.Contains(attestation.Condition)),
        .. assured.Select(condition => new Attestation(condition, request.Office?.Name ?? "")),
        .. Of(attested, OfAnswers.Without(assured)),
    ];

    public static IEnumerable<Attestation> Of(IReadOnlyList<AttestedCondition> attested, WordSet<Condition> permitted) =>
        from one in attested
        where Words.TryParse<Condition>(one.Condition, out var condition) && permitted.Contains(condition)
        select new Attestation(Read([one.Condition]).Single(), one.By);

    private static WordSet<Condition> Holding(bool holds, Condition condition) => holds ? [condition] : [];

    private static WordSet<Condition> Read(IReadOnlyList<string> words) =>
        [.. words.Select(word => Words.TryParse<Condition>(word, out var condition) ? condition : default).Where(condition => condition != default)];
}
