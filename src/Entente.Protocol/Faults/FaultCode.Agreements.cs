namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>Not the strict YAML of the published schema.</summary>
    public static readonly FaultCode AgreementMalformed = new("agreement-malformed", 422, "The agreement does not follow the published form.");

    /// <summary>An id or a word outside its closed list.</summary>
    public static readonly FaultCode AgreementWord = new("agreement-word", 422, "A word in the agreement is not in the list that it belongs to.");

    /// <summary>A day that is none, or a period that ends before it begins.</summary>
    public static readonly FaultCode AgreementPeriod = new("agreement-period", 422, "The agreement cannot be in force in the period that it names.");

    /// <summary>A version that overlaps the one before or leaves a gap.</summary>
    public static readonly FaultCode AgreementVersion = new("agreement-version", 409, "The version does not follow the one before.");

    /// <summary>A party that is named twice, unknown or bound by nothing.</summary>
    public static readonly FaultCode AgreementParty = new("agreement-party", 422, "A party of the agreement cannot be bound like that.");

    /// <summary>An article that is there twice, or is referred to and not there, or an annex where there can be none.</summary>
    public static readonly FaultCode AgreementArticle = new("agreement-article", 422, "The articles of the agreement do not fit together.");

    /// <summary>A permission that the same agreement forbids wholly.</summary>
    public static readonly FaultCode AgreementContradiction = new("agreement-contradiction", 422, "The agreement permits what it forbids.");

    /// <summary>A clause that no exchange between its parties can ever reach.</summary>
    public static readonly FaultCode AgreementUnreachable = new("agreement-unreachable", 422, "A clause of the agreement can never apply.");

    /// <summary>A retention that is none, or longer than its giver has declared.</summary>
    public static readonly FaultCode AgreementRetention = new("agreement-retention", 422, "The agreement keeps information longer than its giver allows.");

    /// <summary>A deadline that is none, or later than the one that follows it.</summary>
    public static readonly FaultCode AgreementDeadline = new("agreement-deadline", 422, "The deadlines of the agreement contradict each other.");

    /// <summary>A signature that is not of a party's node over these bytes.</summary>
    public static readonly FaultCode AgreementSignature = new("agreement-signature", 422, "The signature is not that of a party over this agreement.");

    /// <summary>A template among agreements in force.</summary>
    public static readonly FaultCode AgreementTemplate = new("agreement-template", 422, "A template governs nothing until it is adapted.");
}
