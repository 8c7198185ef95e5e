using System.Security.Claims;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence;

/// <summary>Why a request is made: what it says itself, or what the officer's session works for.</summary>
/// <param name="Purpose">The purpose; <see langword="null"/> where none is stated.</param>
/// <param name="CaseReference">The case stated with that purpose.</param>
/// <param name="Unknown">What was stated as a purpose and is none.</param>
internal sealed record StatedPurpose(Purpose? Purpose, string? CaseReference, string? Unknown = null)
{
    public const string PurposeHeader = PurposeHeaders.Purpose;
    public const string CaseHeader = PurposeHeaders.CaseReference;
    public const string PurposeField = "purpose";
    public const string CaseField = "case";

    private const int LongestCase = 100;

    /// <summary>Reads the headers, else the form, else the query, else the session. Reading the form makes it available to what follows.</summary>
    public static async Task<StatedPurpose> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            await request.ReadFormAsync(context.RequestAborted);
        }

        var stated = Of(context);
        context.Features.Set(stated);
        return stated;
    }

    public static StatedPurpose Of(HttpContext context)
    {
        if (context.Features.Get<StatedPurpose>() is { } known)
        {
            return known;
        }

        var request = context.Request;
        var form = context.Features.Get<Microsoft.AspNetCore.Http.Features.IFormFeature>()?.Form;
        if (Present(request.Headers[PurposeHeader]) is { } purpose)
        {
            return Decide(purpose, Present(request.Headers[CaseHeader]), context.User);
        }

        // A field 'case' alone may be about the object that the form is about.
        return Present(form?[PurposeField]) is { } entered
            ? Decide(entered, Present(form?[CaseField]), context.User)
            : Present(request.Query[PurposeField]) is { } asked
                ? Decide(asked, Present(request.Query[CaseField]), context.User)
                : Decide(null, Present(request.Headers[CaseHeader]), context.User);
    }

    /// <summary>A case belongs to the purpose that it was stated with: the session's case does not carry over to another purpose.</summary>
    public static StatedPurpose Decide(string? purpose, string? caseReference, ClaimsPrincipal officer)
    {
        if (purpose is null)
        {
            return new(officer.WorkingPurpose, caseReference ?? officer.WorkingCase);
        }

        if (!TryParse(purpose, out var known))
        {
            return new(null, caseReference, purpose);
        }

        return new(known, caseReference ?? (known == officer.WorkingPurpose ? officer.WorkingCase : null));
    }

    /// <summary>What is missing for a purpose to be stated in full; <see langword="null"/> if nothing is.</summary>
    public Fault? Missing() => this switch
    {
        { Unknown: { } unknown } => new(FaultCode.AccessPurposeUnknown, $"'{Shorten(unknown)}' is none of {string.Join(", ", Enum.GetNames<Purpose>())}.", PurposeHeader),
        { Purpose: null } => new(FaultCode.AccessPurposeMissing, $"State one of {string.Join(", ", Enum.GetNames<Purpose>())}.", PurposeHeader),
        { Purpose: { NeedsCase: true } purpose, CaseReference: null } => new(FaultCode.AccessCaseMissing, $"{purpose} is lawful for a particular case only; state its reference.", CaseHeader),
        { CaseReference.Length: > LongestCase } => new(FaultCode.Malformed, $"A case reference has at most {LongestCase} characters.", CaseHeader),
        _ => null,
    };

    private static bool TryParse(string text, out Purpose purpose) =>
        Enum.TryParse(text, ignoreCase: true, out purpose) && Enum.IsDefined(purpose) && !char.IsAsciiDigit(text[0]);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40];

    private static string? Present(Microsoft.Extensions.Primitives.StringValues? stated) =>
        stated?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
