using System.Text;
using Advance.Tests.Specs.Log;
using Advance.Verifier;

namespace Advance.Tests.Specs.Verifier;

public sealed class CliSpecs : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-vectors-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("canonicalize"), InlineData("--canonicalize")]
    public void Canonicalize_writes_the_canonical_form_and_nothing_else(string command) =>
        Run("""{"b":[2e0,"\u20ac"],"a":null}""", command).Should().Be((0, """{"a":null,"b":[2,"€"]}"""));

    [Theory]
    [InlineData(""), InlineData("{"), InlineData("""{"a":1,"a":1}"""), InlineData("1e999")]
    public void Canonicalize_says_why_it_cannot(string input)
    {
        var (exit, said) = Run(input, "canonicalize");
        exit.Should().Be(2);
        said.Should().StartWith("unusable: the input is not JSON");
    }

    [Theory]
    [InlineData("vectors"), InlineData("--vectors")]
    public void Vectors_counts_what_is_right(string command) =>
        Run("", command, VectorFiles.Folder("rfc6962")).Should().Be((0, $"133 right, 0 wrong{Environment.NewLine}"));

    [Fact]
    public void A_vector_with_the_wrong_answer_and_one_that_is_no_JSON_are_named_and_counted()
    {
        var happy = File.ReadAllText(Path.Combine(VectorFiles.Folder("rfc6962"), "consistency", "2", "happy-path.json"));
        Write("right.json", happy);
        Write("turned.json", happy.Replace("false", "true", StringComparison.Ordinal));
        Write("broken.json", happy[..40]);
        Write("of-another-shape.json", """{"size":1}""");
        var (exit, said) = Run("", "vectors", folder.FullName);
        exit.Should().Be(1);
        said.Should().Contain("wrong: turned.json").And.Contain("wrong: broken.json").And.EndWith($"1 right, 2 wrong{Environment.NewLine}");
    }

    [Fact]
    public void A_folder_without_vectors_is_unusable() => Run("", "vectors", folder.FullName).Exit.Should().Be(2);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private static (int Exit, string Said) Run(string input, params string[] args)
    {
        using var output = new MemoryStream();
        var exit = Cli.Run(args, new MemoryStream(Encoding.UTF8.GetBytes(input)), output);
        return (exit, Encoding.UTF8.GetString(output.ToArray()));
    }
}
