using Entente.Agreements;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>How a request stands to what the requested side can do.</summary>
public enum Load
{
    /// <summary>Nothing is published of it.</summary>
    Unknown = 1,
    Within,

    /// <summary>The last fifth of the capacity is reached.</summary>
    Near,

    /// <summary>More than can be managed: the order of priority is to be spoken about (TFA 12.9.2).</summary>
    Above,
}

/// <summary>What a request costs the other side and what it is worth (TFA 12.9.1), in whole points that add up and can be argued with.</summary>
/// <param name="Effort">Of the type and of what is wanted.</param>
/// <param name="Stake">Of the amount at stake and of the urgency.</param>
/// <param name="Load">How full the other side is.</param>
public sealed record Burden(int Effort, int Stake, Load Load)
{
    private const int NearPercent = 80;

    /// <summary>Whether it takes more than it seems worth, or more than can be managed; urgent ones are weighed by people.</summary>
    public bool IsDoubtful => Effort > Stake + 3 || Load == Load.Above;

    public static Burden Of(RequestEnvelope request, AssistanceType type, int? monthlyCapacity, int open) => new(
        EffortOf(type) + Steps(request.Wanted.Count, 3) + Steps(request.Declarations.Count + request.Subjects.Count, 5) + Steps(request.Wanted.Count(wanted => wanted.Form is DocumentForm.CertifiedCopy or DocumentForm.Original), 5),
        Digits(request.Measure?.Amount ?? 0) + (request.UrgentBecause is null ? 0 : 3) + (request.Purpose == Words.Of(UsePurpose.CriminalEvidence) || request.Purpose == Words.Of(UsePurpose.CriminalInvestigation) ? 2 : 1),
        LoadOf(monthlyCapacity, open));

    public static Load LoadOf(int? monthlyCapacity, int open) => monthlyCapacity is not { } capacity ? Load.Unknown
        : open >= capacity ? Load.Above
        : open * 100L >= capacity * (long)NearPercent ? Load.Near
        : Load.Within;

    /// <summary>The order in which open requests of one partner are dealt with: urgent ones, then the partner's own order, then by the day on which they are due.</summary>
    public static IReadOnlyList<RequestId> Order(IEnumerable<OpenRequest> open, IReadOnlyList<RequestId> wished)
    {
        var rank = wished.Index().ToDictionary(one => one.Item, one => one.Index);
        return [.. open.OrderBy(one => one.IsUrgent ? 0 : 1).ThenBy(one => rank.GetValueOrDefault(one.Id, int.MaxValue)).ThenBy(one => one.Due ?? DateTimeOffset.MaxValue).ThenBy(one => one.Id.Value).Select(one => one.Id)];
    }

    private static int EffortOf(AssistanceType type) => type switch
    {
        AssistanceType.Information => 1,
        AssistanceType.CertifiedDocuments or AssistanceType.Notification => 2,
        AssistanceType.Enquiry or AssistanceType.Statement or AssistanceType.ExpertsAndWitnesses or AssistanceType.PresenceOfOfficials or AssistanceType.AssetTracing or AssistanceType.ClaimRecovery => 4,
        AssistanceType.DigitalEvidence or AssistanceType.VideoHearing or AssistanceType.Restraint or AssistanceType.SearchAndSeizure or AssistanceType.Surveillance => 6,
        _ => 8,
    };

    private static int Steps(int count, int size) => (count + size - 1) / size;

    // 12 500 is five digits, 400 three: stakes are compared by their size, not by their sum.
    private static int Digits(decimal amount) => amount < 1 ? 0 : decimal.Truncate(amount).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
}

/// <param name="Id">The request.</param>
/// <param name="IsUrgent">Whether it has a reason of urgency.</param>
/// <param name="Due">When the answer is due.</param>
public sealed record OpenRequest(RequestId Id, bool IsUrgent, DateTimeOffset? Due);
