using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>Under what a sender says that it sends: the clause, and the digest of the agreement that it holds.</summary>
public sealed record StatedClause(ClauseRef Clause, string Digest);

/// <summary>What the receiver makes of what arrived, by its own book.</summary>
public abstract record Reception
{
    private Reception()
    {
    }

    /// <summary>Both sides find the same.</summary>
    public sealed record Agreed(Verdict.Permitted Verdict) : Reception;

    /// <summary>The two sides differ; both put both verdicts on record.</summary>
    /// <param name="Difference">In what.</param>
    /// <param name="Own">What this side finds.</param>
    public sealed record Declined(Difference Difference, Verdict Own) : Reception;

    /// <summary>Decides on what arrived. The question is the one that the sender decided, with the fields that it let pass.</summary>
    /// <param name="book">What this side holds.</param>
    /// <param name="arrived">The question of what arrived.</param>
    /// <param name="stated">Under what it was sent.</param>
    /// <param name="only">The instrument that it rests on, where it names one: no clause of another counts.</param>
    public static Reception Of(AgreementBook book, Question arrived, StatedClause stated, Instrument? only = null)
    {
        var own = only is null ? Gate.Decide(book, arrived) : Gate.Check(book, arrived, only);
        var held = book.Agreements.FirstOrDefault(agreement => agreement.Id == stated.Clause.Agreement && agreement.Version == stated.Clause.Version);
        return held is null ? new Declined(Difference.UnknownAgreement, own)
            : held.Digest != stated.Digest ? new Declined(Difference.OtherBytes, own)
            : own is not Verdict.Permitted permitted ? new Declined(Difference.Refused, own)
            : !permitted.Stripped.IsEmpty ? new Declined(Difference.StripsMore, own)
            : permitted.Clause.Name != stated.Clause ? new Declined(Difference.OtherClause, own)
            : new Agreed(permitted);
    }
}

public enum Difference
{
    /// <summary>The receiver does not hold that version.</summary>
    UnknownAgreement = 1,

    /// <summary>It holds other bytes under that id and version.</summary>
    OtherBytes,

    /// <summary>It would refuse.</summary>
    Refused,

    /// <summary>It would let fewer fields pass.</summary>
    StripsMore,

    /// <summary>It finds another clause, with other obligations.</summary>
    OtherClause,
}

/// <summary>What somebody wants to do with what was given to the own side.</summary>
/// <param name="Authority">Whose officer.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Action">What is done with it.</param>
/// <param name="On">The day.</param>
public sealed record Use(AuthorityKind Authority, UsePurpose Purpose, PermittedAction Action, DateOnly On)
{
    /// <summary>The provider permits this use.</summary>
    public bool ProviderConsents { get; init; }

    /// <summary>Whether it would decide the matter by itself.</summary>
    public bool IsDecidingFactor { get; init; }
}

/// <summary>Why a use is refused, in the order in which it is looked at.</summary>
public enum UseRefusal { Expired = 1, Authority, Purpose, Action, Handling, DecidingFactor }

public static class Uses
{
    extension(Obligations obligations)
    {
        /// <summary>Why the obligations refuse a use at the receiver; <see langword="null"/>: they do not. It stands before every read and export of what a partner gave.</summary>
        public UseRefusal? Refuse(Use use)
        {
            var passedOn = obligations.Onward is { } onward && onward.Authorities.Contains(use.Authority) && (!onward.WithConsent || use.ProviderConsents);
            return obligations.LastDay < use.On ? UseRefusal.Expired
                : !obligations.Authorities.Contains(use.Authority) && !passedOn ? UseRefusal.Authority
                : use.Purpose != obligations.Purpose && !use.ProviderConsents ? UseRefusal.Purpose
                : !obligations.Actions.Contains(use.Action) && !(use.Action == PermittedAction.UseAsEvidence && use.ProviderConsents) ? UseRefusal.Action
                : use.Action == PermittedAction.UseAsEvidence && obligations.Handling >= HandlingCode.H1 && !use.ProviderConsents ? UseRefusal.Handling
                : use.IsDecidingFactor && obligations.NotDecidingFactor ? UseRefusal.DecidingFactor
                : null;
        }
    }
}
