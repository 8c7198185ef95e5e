using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Entente.Node.Access;

/// <summary>Who works at this node, what each may do, and for which purpose.</summary>
internal static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options)
    {
        services.AddSingleton(options);
        services.AddAuthentication(SessionCookie.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();

        // The keys protect form tokens only and lie where everything else lies; a warning at every start would teach to ignore warnings.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddDataProtection().SetApplicationName("entente");
        services.AddSingleton<FormKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = provider.GetRequiredService<FormKeys>()));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "entente-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.HeaderName = "Entente-Form";
        });

        services.AddPermission("access.manage", "Invite officers, give and take roles, admit and revoke feeds.", [Role.Administrator], statesPurpose: false);
        services.AddPermission("access.session", "Sign out, state a purpose, and look after one's own security keys.", Enum.GetValues<Role>(), statesPurpose: false);
        return services;
    }

    /// <summary>Recognises who asks, and lets through what is allowed. After routing, before everything that answers.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseAntiforgery();

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes) => routes;
}
