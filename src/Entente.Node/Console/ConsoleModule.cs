using System.Globalization;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Entente.Node.Console;

/// <summary>What all pages share: the frame, the components, the languages, the assets, and what protects a page in the browser.</summary>
internal static class ConsoleModule
{
    public const string Use = "console.use";

    private const string LanguageCookie = "entente-language";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddProblemDetails();

        // The first writer that can, writes; the framework's own says it can for any browser.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, FaultPages>());
        services.AddHttpContextAccessor();
        services.AddSingleton<Text>();
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<Text>());
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<ColumnChoice>();
        services.AddSingleton<ChangeStream>();
        services.AddScoped<Navigation>();
        services.AddScoped<OfficerZone>();
        services.AddScoped<ProofMarks>();
        services.AddSingleton<Grants>();
        services.AddPermission(Use, "Use the console.", Enum.GetValues<Role>(), statesPurpose: false);
        services.AddOptions<RequestLocalizationOptions>().Configure<Text>((options, text) =>
        {
            options.SupportedCultures = options.SupportedUICultures = [.. text.Languages];
            options.DefaultRequestCulture = new("en");
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = LanguageCookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }

    public static IServiceCollection AddNavigation(this IServiceCollection services, NavigationEntry entry) => services.AddSingleton(entry);

    /// <summary>Before everything else that answers: headers and language.</summary>
    public static IApplicationBuilder UseConsole(this WebApplication app)
    {
        app.Use(next => http => SecurityHeaders.AddAsync(http, next));
        app.UseRequestLocalization();
        return app;
    }

    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<ConsolePage>().Add(route =>
        {
            // The framework's own route beside the pages: it follows a redirect that it has sealed itself.
            if (route.DisplayName == "Blazor Opaque Redirection")
            {
                route.Metadata.Add(new PublicAttribute("It takes nothing but a redirect that this node has sealed."));
            }
        });
        routes.MapGet("/assets/{file}", (string file, AssetFiles assets, HttpContext http) => assets.Serve(file, http))
            .ExcludeFromDescription().Public("Style, scripts and icons say nothing of anybody.");
        routes.MapGet("/favicon.ico", (AssetFiles assets) => TypedResults.Redirect(assets["favicon.svg"], permanent: false))
            .ExcludeFromDescription().Public("An icon says nothing of anybody.");
        routes.MapGet("/console/counters", static () => new RazorComponentResult(typeof(Counters))).ExcludeFromDescription().Requires(Use);
        routes.MapPost("/console/columns", (ColumnChoice choice, HttpContext http) => choice.PostAsync(http)).ExcludeFromDescription().Requires(Use);
        routes.MapPost("/console/language", ChooseLanguage).ExcludeFromDescription().Public("Anybody may choose how the sign-in page reads.");
        routes.MapPost("/console/theme", ChooseTheme).ExcludeFromDescription().Public("Anybody may choose how the sign-in page looks.");
        routes.MapGet("/console/gallery/flows", Results<JsonHttpResult<FlowPicture>, NotFound> (NodeOptions options, TimeProvider clock) => options.Demonstration
                ? TypedResults.Json(GalleryFlows.Picture(clock.GetUtcNow()), FlowJson.Default.FlowPicture)
                : TypedResults.NotFound())
            .ExcludeFromDescription().Public("Made-up flows, in the demonstration only.");
        return routes;
    }

    private static RedirectHttpResult ChooseLanguage(
        HttpContext http, Text text, [FromForm] string language, [FromForm(Name = "return")] string? back)
    {
        if (text.Languages.Any(one => one.Name == language))
        {
            var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(language)));
            http.Response.Cookies.Append(LanguageCookie, value, Cookie(http));
        }

        return TypedResults.LocalRedirect(Addresses.LocalOr(back));
    }

    private static RedirectHttpResult ChooseTheme(HttpContext http, [FromForm] string theme, [FromForm(Name = "return")] string? back)
    {
        if (ConsoleTheme.All.Contains(theme))
        {
            http.Response.Cookies.Append(ConsoleTheme.Cookie, theme, Cookie(http));
        }

        return TypedResults.LocalRedirect(Addresses.LocalOr(back));
    }

    private static CookieOptions Cookie(HttpContext http) =>
        new() { MaxAge = Remembered, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps };
}
