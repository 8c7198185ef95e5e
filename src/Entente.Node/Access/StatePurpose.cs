using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Access;

/// <summary>An officer says what the coming work is for; it holds until another purpose is stated, and is on record.</summary>
internal static class StatePurpose
{
    /// <summary>Sets the purpose of the session.</summary>
    /// <returns>What is wrong with the statement; <see langword="null"/> if it holds now.</returns>
    public static async Task<Fault?> SetAsync(HttpContext context, Database database, StatedPurpose stated)
    {
        if (stated.Missing() is { } fault)
        {
            return fault;
        }

        var actor = context.Actor with { Purpose = stated.Purpose!.Value, CaseReference = stated.CaseReference };
        var hash = SessionCookie.TokenHash(context.Request) ?? "";
        await database.WriteAsync(session =>
        {
            session.Execute(
                "UPDATE officer_session SET purpose = @purpose, case_reference = @CaseReference WHERE token_hash = @hash",
                new { purpose = actor.Purpose.ToString(), actor.CaseReference, hash });
            RecordBook.Append(session, actor, AccessActs.PurposeStated, "officer", actor.Officer);
        });
        return null;
    }
}
