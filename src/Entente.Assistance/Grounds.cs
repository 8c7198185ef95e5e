using Entente.Agreements;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>One ground on which assistance is refused or postponed.</summary>
/// <param name="Ground">The word of the vocabulary.</param>
/// <param name="MayPostpone">Whether it can pass, so that the case can wait for that.</param>
/// <param name="NeedsProvision">Whether it lies in law, so that the provision has to be named.</param>
/// <param name="MayBeConcealed">Whether naming it would tell what must stay hidden.</param>
/// <param name="Says">The ground in words.</param>
/// <param name="Helps">What the other side can do.</param>
public sealed record GroundRow(RefusalGround Ground, bool MayPostpone, bool NeedsProvision, bool MayBeConcealed, string Says, string Helps);

/// <summary>The grounds of the field, each with what it takes and what may help.</summary>
public static class GroundTable
{
    public static IReadOnlyList<GroundRow> Rows { get; } =
    [
        new(RefusalGround.Sovereignty, false, false, true, "It would touch sovereignty, security or public order.", "Nothing at this level: the central authorities may speak."),
        new(RefusalGround.PublicInterest, true, false, true, "The public interest stands against it.", "Ask again later, or for less."),
        new(RefusalGround.DomesticLaw, false, true, false, "The law of the requested side does not allow it.", "Use another instrument, or ask for what that law allows."),
        new(RefusalGround.ImpedesProceeding, true, false, true, "It would impede a proceeding that is under way.", "Wait until it is over."),
        new(RefusalGround.ConsentMissing, true, false, true, "Somebody whose consent it needs has not given it.", "Obtain the consent."),
        new(RefusalGround.RetentionExpired, false, true, true, "What is asked for is older than it has to be kept.", "Nothing: it is not there any more."),
        new(RefusalGround.Political, false, false, true, "The matter is political.", "Nothing."),
        new(RefusalGround.Military, false, false, true, "The matter is purely military.", "Nothing."),
        new(RefusalGround.Discrimination, false, false, true, "There is reason to fear discrimination.", "Nothing."),
        new(RefusalGround.NeBisInIdem, false, true, false, "The person was tried for the act already.", "Nothing for this act."),
        new(RefusalGround.NoDualCriminality, false, true, false, "The act is no offence at the requested side.", "Ask for information under an administrative instrument."),
        new(RefusalGround.MeasureUnavailable, false, true, false, "The law of the requested side does not know the measure for the offence.", "Ask for a measure that exists there."),
        new(RefusalGround.Immunity, false, true, true, "An immunity or privilege stands against it.", "Have it lifted."),
        new(RefusalGround.FundamentalRights, false, true, true, "It would be against fundamental rights.", "Give assurances."),
        new(RefusalGround.ProfessionalSecrecy, false, true, false, "A secret of trade, profession or taxation would be harmed.", "Ask for what is not secret."),
        new(RefusalGround.NoReciprocity, false, false, false, "The requesting side could not do the same.", "Declare what could be done."),
        new(RefusalGround.DisproportionateBurden, true, false, false, "It would take more than it is worth, or than can be managed.", "Ask for less, or say what comes first."),
        new(RefusalGround.AgreementSuspended, true, false, false, "The agreement is suspended.", "Mend the breach."),
        new(RefusalGround.AssuranceRefused, false, false, false, "What had to be assured was not.", "Give the assurance, or another that does."),
        new(RefusalGround.InsufficientContent, false, false, false, "The request does not say enough.", "Complete it."),
    ];

    public static GroundRow Of(RefusalGround ground) => Rows[(int)ground - 1];
}

/// <summary>Why something is declined: as the file of the requested side keeps it, with what of it is told.</summary>
/// <param name="Ground">The true one.</param>
/// <param name="Provision">What it rests on.</param>
/// <param name="Reason">In words.</param>
/// <param name="Conceal">Whether the true ground must not be told.</param>
public sealed record Decision(RefusalGround Ground, string? Provision, string Reason, bool Conceal = false)
{
    /// <summary>The sentence that takes the place of every concealed reason, and of every reason with these two grounds.</summary>
    public const string Concealed = "The requested administration is not in a position to say more.";

    // Neither needs a provision, and neither is ever told with an explanation: nobody can tell that something else is concealed behind it.
    private static readonly RefusalGround[] covers = [RefusalGround.PublicInterest, RefusalGround.Sovereignty];

    /// <summary>Whether of this ground nothing crosses the border but itself.</summary>
    public static bool IsToldAlone(RefusalGround ground) => covers.Contains(ground);

    /// <summary>What crosses the border: the ground itself with what was written, or one that says nothing.</summary>
    /// <param name="known">The grounds that the agreement knows.</param>
    /// <param name="postponing">Whether it is a postponement, which not every ground can bear.</param>
    /// <returns><see langword="null"/> where the agreement knows no ground behind which it could be concealed.</returns>
    public Decision? Told(WordSet<RefusalGround> known, bool postponing = false)
    {
        if (!Conceal)
        {
            return IsToldAlone(Ground) ? new(Ground, null, Concealed) : this;
        }

        var cover = Array.Find(covers, ground => known.Contains(ground) && (!postponing || GroundTable.Of(ground).MayPostpone));
        return cover == default ? null : new(cover, null, Concealed);
    }

    internal Fault? Check(WordSet<RefusalGround> known, bool postponing, bool own)
    {
        var row = GroundTable.Of(Ground);
        var detail = !known.Contains(Ground) ? $"The agreement does not know the ground {Words.Of(Ground)}; it knows {known}."
            : postponing && !row.MayPostpone ? $"The ground {Words.Of(Ground)} does not pass: it refuses, and cannot postpone."
            : row.NeedsProvision && string.IsNullOrWhiteSpace(Provision) ? $"The ground {Words.Of(Ground)} lies in law: name the provision."
            : string.IsNullOrWhiteSpace(Reason) ? "Say why."
            : Conceal && !row.MayBeConcealed ? $"The ground {Words.Of(Ground)} reveals nothing: it is told as it is."
            : own && Told(known, postponing) is null ? "The agreement knows no ground behind which this one could be concealed."
            : null;
        return detail is null ? null : new(FaultCode.AssistanceGround, detail);
    }
}
