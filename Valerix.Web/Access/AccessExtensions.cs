using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Valerix.Web.Access;

/// <summary>Two sides of Web: the shop is everybody's; the control room is for operators who are signed in.</summary>
internal static class AccessExtensions
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    public const string ShopPath = "/shop";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SignIns>().AddSingleton<SignInAttempts>().AddSingleton<OperatorPasses>().AddScoped<OperatorAccess>();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorizationBuilder().AddPolicy(OperatorAccess.Role, policy => policy.RequireRole(OperatorAccess.Role));
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddAuthentication(DeveloperHandler.Name)
                .AddScheme<AuthenticationSchemeOptions, DeveloperHandler>(DeveloperHandler.Name, configureOptions: null);
        }
        else
        {
            builder.Services.AddAuthentication(SignIns.Scheme).AddCookie(SignIns.Scheme, Configure);
        }
    }

    /// <summary>Maps the end of a sign-in; its beginning is a page.</summary>
    public static void MapAccess(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.MapPost(SignOutPath, SignOutAsync).ExcludeFromDescription();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        // The prefix makes browsers refuse a cookie of this name that another host, or a page without TLS, wants to plant.
        options.Cookie.Name = "__Host-valerix-operator";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = SignIns.Lifetime;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = context =>
        {
            if (context.Principal is not { } user || !context.HttpContext.RequestServices.GetRequiredService<SignIns>().Stands(user)) context.RejectPrincipal();
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = options.Events.OnRedirectToAccessDenied = context =>
        {
            var request = context.Request;
            // A stranger at the front page came for the shop.
            context.Response.Redirect(request.Path == "/" ? ShopPath : $"{SignInPath}?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
            return Task.CompletedTask;
        };
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, ClaimsPrincipal user, SignIns signIns, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();

        signIns.End(user);
        await context.SignOutAsync(SignIns.Scheme);
        return Results.LocalRedirect(ShopPath);
    }
}
