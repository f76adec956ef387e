using Advance.Contracts;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>What each answer has beside its body: 201 and Location for a thing made, the stream's version as ETag for a view of it.</summary>
public sealed class Answers : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains)
        {
            if (chain.ResourceType == typeof(Created))
            {
                chain.Postprocessors.Insert(0, new MethodCall(typeof(Answers), nameof(WriteCreated)));
                chain.Metadata.Produces<Created>(201);
            }
            else if (chain.ResourceType?.IsAssignableTo(typeof(IVersioned)) == true)
            {
                var write = typeof(Answers).GetMethod(nameof(WriteETag))!.MakeGenericMethod(chain.ResourceType);
                chain.Postprocessors.Insert(0, new MethodCall(typeof(Answers), write));
            }
        }
    }

    public static void WriteCreated(Created created, HttpContext context)
    {
        context.Response.StatusCode = 201;
        context.Response.Headers.Location = $"{created.In ?? context.Request.Path}/{created.Id}";
    }

    public static void WriteETag<T>(T view, HttpContext context) where T : IVersioned => context.Response.Headers.ETag = $"\"{view.Version}\"";
}
