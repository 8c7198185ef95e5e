using System.Threading.RateLimiting;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Entente.Node.Access;

/// <summary>Who works at this node, what each may do, and for which purpose.</summary>
internal static class AccessModule
{
    public const string Manage = "access.manage";
    public const string OwnSession = "access.session";

    private const string SigningIn = "sign-in";

    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options, NodeOptions node)
    {
        services.AddSingleton(options);
        AddOfficers(services);
        AddPasskeys(services, node);
        AddForms(services);
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(SigningIn, context => RateLimitPartition.GetFixedWindowLimiter(
            $"{context.Connection.RemoteIpAddress}",
            _ => new() { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));

        services.AddSingleton(new OfficerNames(Officer.NamesAsync, Authority.NamesAsync));
        services.AddSingleton<FindStanding>(Officer.StandingOf);
        services.AddSingleton(static provider => SignSteps.Keys(provider.GetRequiredService<Database>()));
        if (node.Demonstration)
        {
            services.AddHostedService<Demonstration>();
        }
        else
        {
            services.AddServing<FirstStart>();
        }

        services.AddPermission(Manage, "Invite officers, give and take roles, admit and revoke feeds.", [Role.Administrator], statesPurpose: false);
        services.AddPermission(OwnSession, "Sign out, state a purpose, and look after one's own security keys.", Enum.GetValues<Role>(), statesPurpose: false);
        services.AddNavigation(new(310, Text.Key("Officers"), "/officers", "users", Manage, 'u'));
        services.AddNavigation(new(320, Text.Key("Feeds"), "/feeds", "plug", Manage));
        return services;
    }

    /// <summary>Recognises who asks, and lets through what is allowed. After routing, before everything that answers.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<FormGuard>().UseAntiforgery()
            .Use(next => context => context.RequestServices.GetRequiredService<KeptForms>().UseAsync(context, next));

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").ExcludeFromDescription().RequireRateLimiting(SigningIn);
        open.MapPost("/sign-in/key", SignIn.ChallengeAsync).Public("Asking for a key says nothing of anybody.");
        open.MapPost("/sign-in/key/answer", SignIn.AnswerAsync).Public("Who is not signed in signs in here.");
        open.MapPost("/set-up/key", AcceptInvitation.ChallengeAsync).Public("The link is the proof.");
        open.MapPost("/set-up/key/answer", AcceptInvitation.AnswerAsync).Public("The link is the proof.");
        if (routes.ServiceProvider.GetRequiredService<NodeOptions>().Demonstration)
        {
            open.MapPost("/sign-in/demonstration", Demonstration.SignInAsync).Public("A demonstration has no secrets; elsewhere this route does not exist.");
        }

        var own = routes.MapGroup("/session").ExcludeFromDescription().Requires(OwnSession);
        own.MapGet("/kept/{id}", (string id, KeptForms kept, HttpContext http) => kept.OpenAsync(id, http));
        own.MapPost("/end", SignIn.EndAsync);
        own.MapPost("/end-others", OwnKeys.EndOthersAsync);
        own.MapPost("/key", OwnKeys.ChallengeAsync);
        own.MapPost("/key/answer", OwnKeys.AnswerAsync);
        own.MapPost("/key/remove", OwnKeys.RemoveAsync);

        var officers = routes.MapGroup("/officers/{id:guid}").ExcludeFromDescription().Requires(Manage);
        officers.MapPost("/deactivate", (Guid id, Actor actor, HttpContext http, Database database, Text text) => OfficerRoutes.ActivateAsync(id, false, actor, http, database, text));
        officers.MapPost("/reactivate", (Guid id, Actor actor, HttpContext http, Database database, Text text) => OfficerRoutes.ActivateAsync(id, true, actor, http, database, text));
        routes.MapPost("/feeds/{name}/revoke", OfficerRoutes.RevokeFeedAsync).ExcludeFromDescription().Requires(Manage);
        return routes;
    }

    private static void AddOfficers(IServiceCollection services)
    {
        services.AddAuthentication(SessionCookie.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.SchemeName, scheme =>
                scheme.ForwardDefaultSelector = context => FeedBearer.TokenOf(context.Request) is null ? null : FeedBearer.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, FeedBearer>(FeedBearer.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
    }

    private static void AddPasskeys(IServiceCollection services, NodeOptions node)
    {
        services.AddIdentityCore<Officer>().AddUserStore<PasskeyStore>();
        services.AddScoped<IPasskeyHandler<Officer>, PasskeyHandler<Officer>>();
        services.Configure<IdentityPasskeyOptions>(keys =>
        {
            keys.UserVerificationRequirement = "required";
            keys.ResidentKeyRequirement = "required";
            keys.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
            if (node.Origin.Length > 0)
            {
                var origin = new Uri(node.Origin).GetLeftPart(UriPartial.Authority);
                keys.ServerDomain = new Uri(node.Origin).Host;
                keys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == origin);
            }
        });
    }

    private static void AddForms(IServiceCollection services)
    {
        // The keys protect form tokens only and lie where everything else lies; a warning at every start would teach to ignore warnings.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddDataProtection().SetApplicationName("entente");
        services.AddSingleton<FormKeys>();
        services.AddSingleton<KeptForms>();
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
    }
}
