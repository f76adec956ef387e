using Advance.Contracts;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>A body that is the word <c>null</c> reads as JSON and is yet no command: 400, before anything looks into it.</summary>
public sealed class WholeBody : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(c => c.HttpMethods.Contains("POST") && c.Method.Method.GetParameters().Any(p => p.ParameterType == c.RequestType)))
            chain.Middleware.Insert(0, new MethodCall(typeof(WholeBody), typeof(WholeBody).GetMethod(nameof(MustBe))!.MakeGenericMethod(chain.RequestType!)));
    }

    public static void MustBe<T>(T body) where T : class => Shape.Of((body is null, "body", "This needs a body."));
}
