using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Evidence;

internal static class RequestActor
{
    extension(HttpContext context)
    {
        /// <summary>The officer or feed that makes the request, with the purpose it states. Only routes that require a permission have one.</summary>
        public Actor Actor
        {
            get
            {
                var officer = context.User;
                var stated = StatedPurpose.Of(context);
                return new(
                    officer.FindFirst(OfficerClaims.Officer)?.Value ?? throw new InvalidOperationException("Nobody is signed in; the route declares no permission."),
                    officer.FindFirst(OfficerClaims.AuthorityId)!.Value,
                    officer.Kind!.Value,
                    stated.Purpose ?? Purpose.Administration,
                    stated.CaseReference);
            }
        }
    }
}
