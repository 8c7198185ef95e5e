using Entente.Agreements;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>The parts of a request beside instrument, article, type, purpose and approval, which each has.</summary>
public enum Part
{
    Matter = 1, Office, Facts, Law, Grounds, Verified, Declarations, Subjects, Wanted, Urgent, ReplyBy, Procedure, Confidentiality, DataProtection, Reciprocity, CannotComply, Language, Translation, Assurances,
    Attachments, Contacts, Oral, Follows, Offence, Place, Period, Manner, Order, Questions, Amount,
}

/// <summary>A part, with where it stands in the envelope and what to write there.</summary>
/// <param name="Part">Which.</param>
/// <param name="At">The member of the envelope, from <c>request</c> on.</param>
/// <param name="Prompt">What to write, in a sentence.</param>
/// <param name="IsFilled">Whether an envelope has it.</param>
public sealed record PartRow(Part Part, string At, string Prompt, Func<RequestEnvelope, bool> IsFilled);

public static class PartTable
{
    public static IReadOnlyList<PartRow> Rows { get; } =
    [
        new(Part.Matter, "matter", "Say in a line what the case is about.", request => request.Matter is not null),
        new(Part.Office, "office", "Name the office that asks, with its mailbox or telephone.", request => request.Office is not null),
        new(Part.Facts, "facts", "Say in short what happened.", request => request.Facts is not null),
        new(Part.Law, "law", "Name the law that it concerns.", request => request.Law is not null),
        new(Part.Grounds, "grounds", "Say why there is reason to doubt or suspect.", request => request.Grounds is not null),
        new(Part.Verified, "verified", "Say what you have checked by yourself, and when: that comes first.", request => request.Verified is not null),
        new(Part.Declarations, "declarations", "Name the declaration in question by its number.", request => request.Declarations.Count > 0),
        new(Part.Subjects, "subjects", "Say whom or what it is about.", request => request.Subjects.Count > 0),
        new(Part.Wanted, "wanted", "Say exactly what you want, and in which form.", request => request.Wanted.Count > 0),
        new(Part.Urgent, "urgentBecause", "Say why it cannot wait.", request => request.UrgentBecause is not null),
        new(Part.ReplyBy, "replyBy", "Say by when you need the answer.", request => request.ReplyBy is not null),
        new(Part.Procedure, "procedure", "Say how it should be done.", request => request.Procedure.Count > 0),
        new(Part.Confidentiality, "confidentialBecause", "Say why nobody may hear of the request.", request => request.ConfidentialBecause is not null),
        new(Part.DataProtection, "dataProtection", "Refer to your law on confidential and personal data.", request => request.DataProtection is not null),
        new(Part.Reciprocity, "reciprocity", "Say whether you could do the same.", request => request.Reciprocity is not null),
        new(Part.CannotComply, "cannotComply", "Say what you cannot comply with yourself, and why.", request => request.CannotComply.Count > 0),
        new(Part.Language, "language", "Say in which language it is written.", request => request.Language is not null),
        new(Part.Translation, "translatedInto", "A translation has to come along.", request => request.TranslatedInto is not null),
        new(Part.Assurances, "assurances", "Give the assurance that the article asks for.", request => request.Assurances.Count > 0),
        new(Part.Attachments, "attachments", "Attach the documents that it is about.", request => request.Attachments.Count > 0),
        new(Part.Contacts, "contacts", "Say what was spoken about it before.", request => request.Contacts.Count > 0),
        new(Part.Oral, "oral", "Say when, to which office and under which reference it was spoken.", request => request.Oral is not null),
        new(Part.Follows, "follows", "Name the case that it follows.", request => request.Follows is not null),
        new(Part.Offence, "offence", "Name the act with the law that makes it an offence, and what it would be there.", request => request.Offence is not null),
        new(Part.Place, "measure.place", "Say where it is to be done.", request => request.Measure?.Place is not null),
        new(Part.Period, "measure.from", "Say from when until when.", request => request.Measure is { From: not null, Until: not null }),
        new(Part.Manner, "measure.manner", "Say how it is to be done.", request => request.Measure?.Manner is not null),
        new(Part.Order, "measure.order", "Name the decision that it rests on.", request => request.Measure?.Order is not null),
        new(Part.Questions, "measure.questions", "Write the questions that are to be put.", request => request.Measure?.Questions.Count > 0),
        new(Part.Amount, "measure.amount", "State the amount with its currency.", request => request.Measure?.Amount is not null),
    ];

    public static PartRow Of(Part part) => Rows[(int)part - 1];

    /// <summary>The parts that an envelope has.</summary>
    public static WordSet<Part> FilledIn(RequestEnvelope request) => [.. Rows.Where(row => row.IsFilled(request)).Select(row => row.Part)];
}
