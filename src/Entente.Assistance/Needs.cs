using Entente.Agreements;

namespace Entente.Assistance;

/// <summary>A row of what requests need; the rows of a request add up.</summary>
/// <param name="Needed">Must be there.</param>
/// <param name="Offered">May be there.</param>
/// <param name="Not">Is not asked for, whatever the rows before say.</param>
public sealed record NeedRow(WordSet<Part> Needed, WordSet<Part> Offered, WordSet<Part> Not);

/// <summary>Which parts a request has to have, and which it may have. What is in neither has no use, and is not asked for.</summary>
public sealed record Needs(WordSet<Part> Needed, WordSet<Part> Offered)
{
    private static readonly WordSet<Part> subjectMatter = [Part.Grounds, Part.Declarations, Part.Subjects];

    /// <summary>Of every request.</summary>
    public static NeedRow Always { get; } = new(
        [Part.Matter, Part.Office, Part.Facts, Part.Wanted, Part.Language],
        [
            Part.Urgent, Part.ReplyBy, Part.Confidentiality, Part.Translation, Part.Assurances, Part.Attachments, Part.Contacts, Part.Oral, Part.Follows, Part.Reciprocity, Part.CannotComply, Part.DataProtection, Part.Law,
        ],
        []);

    public static NeedRow Of(Instrument instrument) => instrument switch
    {
        Instrument.Tfa12 => new([Part.Verified, Part.Grounds, Part.Declarations, Part.DataProtection, Part.Reciprocity], [Part.Subjects], [Part.Oral]),
        Instrument.Cmaa or Instrument.Multilateral => new([Part.Law], subjectMatter.Or([Part.Verified, Part.Procedure]), []),
        Instrument.Mlat => new([Part.Law, Part.Offence, Part.DataProtection], subjectMatter.With(Part.Procedure), []),
        Instrument.JointTaskForce => new([], subjectMatter, []),
        _ => new([], subjectMatter, [Part.Oral]),
    };

    public static NeedRow Of(AssistanceType type) => type switch
    {
        AssistanceType.Surveillance => new([Part.Subjects, Part.Grounds, Part.Place, Part.Period], [Part.Manner, Part.Questions], []),
        AssistanceType.Enquiry => new([Part.Questions], [Part.Place], []),
        AssistanceType.Notification => new([Part.Attachments, Part.Subjects], [Part.Manner, Part.Period], [Part.Wanted]),
        AssistanceType.ClaimRecovery => new([Part.Subjects, Part.Amount, Part.Order], [Part.Attachments], [Part.Wanted]),
        AssistanceType.ControlledDelivery => new([Part.Subjects, Part.Grounds, Part.Place, Part.Period, Part.Manner], [Part.Order, Part.Questions], [Part.Wanted]),
        AssistanceType.HotPursuit => new([Part.Subjects, Part.Urgent, Part.Place], [Part.Manner], [Part.Wanted]),
        AssistanceType.CrossBorderSurveillance => new([Part.Subjects, Part.Grounds, Part.Place, Part.Period, Part.Manner, Part.Order], [Part.Questions], [Part.Wanted]),
        AssistanceType.Covert => new([Part.Grounds, Part.Period, Part.Manner, Part.Order], [Part.Place], [Part.Wanted]),
        AssistanceType.JointTeam => new([Part.Period, Part.Manner], [Part.Place, Part.Subjects], [Part.Wanted]),
        AssistanceType.PresenceOfOfficials => new([Part.Place, Part.Period], [Part.Manner, Part.Questions], [Part.Wanted]),
        AssistanceType.ExpertsAndWitnesses => new([Part.Place, Part.Period, Part.Questions], [Part.Procedure], [Part.Wanted]),
        AssistanceType.Statement => new([Part.Subjects, Part.Questions], [Part.Place, Part.Procedure], []),
        AssistanceType.SearchAndSeizure => new([Part.Subjects, Part.Grounds, Part.Place, Part.Order], [Part.Period, Part.Procedure], []),
        AssistanceType.Restraint => new([Part.Subjects, Part.Amount, Part.Order], [Part.Place], [Part.Wanted]),
        AssistanceType.DetainedPersonTransfer => new([Part.Subjects, Part.Place, Part.Period, Part.Order], [Part.Procedure], [Part.Wanted]),
        AssistanceType.VideoHearing => new([Part.Subjects, Part.Period, Part.Questions], [Part.Place, Part.Procedure], [Part.Wanted]),
        AssistanceType.DigitalEvidence => new([Part.Subjects, Part.Period, Part.Order], [Part.Manner], []),
        AssistanceType.AssetTracing => new([Part.Subjects], [Part.Amount, Part.Period], []),
        _ => new([], [], []),
    };

    /// <summary>What the conditions of a clause make necessary: the part that meets each, where one does.</summary>
    public static Part? MeetingPart(Condition condition) => condition switch
    {
        Condition.VerifiedFirst => Part.Verified,
        Condition.IdentifiedDeclaration => Part.Declarations,
        Condition.ReasonableGrounds => Part.Grounds,
        Condition.ReciprocityDeclared => Part.Reciprocity,
        Condition.DataProtectionReference => Part.DataProtection,
        Condition.DualCriminality => Part.Offence,
        Condition.JudicialAuthorisation => Part.Order,
        Condition.Urgent => Part.Urgent,
        Condition.WrittenConfirmation => Part.Oral,
        Condition.AssuranceNoEvidence or Condition.AssuranceConfidentiality or Condition.AssuranceRetention => Part.Assurances,
        _ => null,
    };

    /// <returns><see langword="null"/> where the instrument knows no such assistance: TFA 12 has information and certified documents only.</returns>
    /// <param name="instrument">Under what is asked.</param>
    /// <param name="type">What is asked for.</param>
    /// <param name="when">The conditions of the clause, where one is chosen.</param>
    public static Needs? Of(Instrument instrument, AssistanceType type, WordSet<Condition> when = default)
    {
        if (instrument == Instrument.Tfa12 && type is not (AssistanceType.Information or AssistanceType.CertifiedDocuments))
        {
            return null;
        }

        var needs = new Needs([], []).With(Always).With(Of(instrument)).With(Of(type));
        return needs.With(new([.. when.Select(MeetingPart).OfType<Part>()], [], []));
    }

    private Needs With(NeedRow row)
    {
        var needed = Needed.Or(row.Needed).Without(row.Not);
        return new(needed, Offered.Or(row.Offered).Without(row.Not).Without(needed));
    }
}
