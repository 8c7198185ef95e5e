using System.Diagnostics.CodeAnalysis;
using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>Between whom something goes: party ids, or countries, and the kinds of authority at both ends.</summary>
public sealed record Ends(string From, AuthorityKind FromAuthority, string To, AuthorityKind ToAuthority);

/// <summary>The gate's question, made of what a message says and of nothing else: sender and receiver ask the same.</summary>
public static class Questions
{
    /// <summary>May the request be made? Its facts go from the requesting to the requested side.</summary>
    public static Question OfRequest(RequestEnvelope request, RequestWords words, Ends ends, HandlingCode handling, DateOnly on) => new()
    {
        Exchange = ExchangeKind.Request,
        Assistance = words.Assistance,
        From = ends.From,
        To = ends.To,
        FromAuthority = ends.FromAuthority,
        ToAuthority = ends.ToAuthority,
        Purpose = words.Purpose,
        Data = words.Told,
        Circumstances = Circumstances.Of(request),
        Handling = handling,
        Approval = words.Approval,
        On = on,
    };

    /// <summary>May the answer be given? What is to be evidence goes as evidence.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="words">Its words.</param>
    /// <param name="assured">What was assured since.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="ends">From the requested to the requesting side.</param>
    /// <param name="on">The day.</param>
    /// <param name="question">What to ask the gate.</param>
    /// <param name="fault">The word that is none, and where.</param>
    public static bool TryOfReply(
        RequestEnvelope request, RequestWords words, WordSet<Condition> assured, AssistanceReplied reply, Ends ends, DateOnly on, [NotNullWhen(true)] out Question? question, [NotNullWhen(false)] out Fault? fault)
    {
        var reader = new WordReader();
        var data = ToldFields.Of(reply.Declarations, reply.Subjects).Or(reader.Fields(reply.Given, "$.given")).Or(reply.Documents.Count > 0 ? [DataField.DocumentsContent] : []);
        var approval = reader.Read<Approval>(reply.Approval, "$.approval");
        reader.ReadAll([.. reply.Attested.Select(attested => attested.Condition)], Circumstances.OfAnswers, "$.attested");
        fault = reader.Fault;
        question = fault is not null ? null : new()
        {
            Exchange = words.Purpose == UsePurpose.CriminalEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply,
            Assistance = words.Assistance,
            From = ends.From,
            To = ends.To,
            FromAuthority = ends.FromAuthority,
            ToAuthority = ends.ToAuthority,
            Purpose = words.Purpose,
            Data = data,
            Circumstances = Circumstances.Of(request, assured, reply.Attested),
            Handling = reply.Conditions.Handling,
            Unverified = reply.Unverified,
            Approval = approval,
            On = on,
        };
        return question is not null;
    }

    /// <summary>
    /// May a thing that is evidence be handed over in the case? From the requested side it goes like an answer that gives documents (or evidence, where that is what the request is for), from the requesting
    /// side like a document that comes along with the request.
    /// </summary>
    /// <param name="request">What was asked.</param>
    /// <param name="words">Its words.</param>
    /// <param name="assured">What was assured since.</param>
    /// <param name="from">The side that hands it over.</param>
    /// <param name="approval">The approval that it has.</param>
    /// <param name="handling">The mark of it.</param>
    /// <param name="ends">From the side that hands it over to the other.</param>
    /// <param name="on">The day.</param>
    public static Question OfThing(RequestEnvelope request, RequestWords words, WordSet<Condition> assured, Side from, Approval approval, HandlingCode handling, Ends ends, DateOnly on) => from == Side.Requesting
        ? OfRequest(request, words, ends, handling, on) with { Data = [DataField.DocumentsContent], Approval = approval }
        : OfRequest(request, words, ends, handling, on) with
        {
            Exchange = words.Purpose == UsePurpose.CriminalEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply,
            Data = [words.Purpose == UsePurpose.CriminalEvidence ? DataField.EvidenceContent : DataField.DocumentsContent],
            Circumstances = Circumstances.Of(request, assured, []),
            Approval = approval,
        };

    /// <summary>May it be given unasked?</summary>
    public static bool TryOfInformation(InformationGiven information, Ends ends, DateOnly on, [NotNullWhen(true)] out Question? question, [NotNullWhen(false)] out Fault? fault)
    {
        var reader = new WordReader();
        var data = ToldFields.Of(information.Declarations, information.Subjects).Or(reader.Fields(information.Given, "$.given")).Or(information.Attachments.Count > 0 ? [DataField.DocumentsContent] : []);
        var (purpose, approval) = (reader.Read<UsePurpose>(information.Purpose, "$.purpose"), reader.Read<Approval>(information.Approval, "$.approval"));
        reader.ReadAll([.. information.Attested.Select(attested => attested.Condition)], Circumstances.OfAnswers, "$.attested");
        fault = reader.Fault;
        question = fault is not null ? null : new()
        {
            Exchange = ExchangeKind.Spontaneous,
            From = ends.From,
            To = ends.To,
            FromAuthority = ends.FromAuthority,
            ToAuthority = ends.ToAuthority,
            Purpose = purpose,
            Data = data,
            Circumstances = [.. Circumstances.Of(information.Attested, Circumstances.OfAnswers)],
            Handling = information.Conditions.Handling,
            Unverified = information.Unverified,
            Approval = approval,
            On = on,
        };
        return question is not null;
    }

    /// <summary>May this be delivered under a data set that both sides agreed to?</summary>
    /// <param name="set">The set, with its words.</param>
    /// <param name="given">The fields of the delivery; the whole set where it is asked before the first.</param>
    /// <param name="approval">The approval with which the giver agreed to the set.</param>
    /// <param name="handling">The mark of what is delivered.</param>
    /// <param name="ends">From the giver to the other.</param>
    /// <param name="on">The day.</param>
    public static Question OfDelivery(SubscribedSet set, WordSet<DataField> given, Approval approval, HandlingCode handling, Ends ends, DateOnly on) => new()
    {
        Exchange = set.Exchange,
        From = ends.From,
        To = ends.To,
        FromAuthority = ends.FromAuthority,
        ToAuthority = ends.ToAuthority,
        Purpose = set.Purpose,
        Data = given,

        // Each record names the declaration that it is of.
        Circumstances = given.Contains(DataField.DeclarationsReference) ? [new(Condition.IdentifiedDeclaration, ends.From)] : [],
        Handling = handling,
        Approval = approval,
        On = on,
    };
}
