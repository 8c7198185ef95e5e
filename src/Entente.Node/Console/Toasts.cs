using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Node.Console;

/// <summary>One sentence that the next page shows after a redirect: what was done, in the officer's language.</summary>
internal static class Toasts
{
    private const string Cookie = "entente-toast";

    extension(HttpContext http)
    {
        public void Toast(string sentence) => http.Response.Cookies.Append(
            Cookie,
            WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(sentence)),
            new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });

        public string? TakeToast()
        {
            if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept || http.Response.HasStarted)
            {
                return null;
            }

            http.Response.Cookies.Delete(Cookie);
            try
            {
                return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(kept));
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }
}
