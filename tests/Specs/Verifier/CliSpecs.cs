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

    public static TheoryData<string, string> Edges => new()
    {
        { new string('[', 513) + new string(']', 513), "nested deeper than 512 levels" },
        { new string('[', 100_000), "nested deeper" },
        { """{"a":"\ud800"}""", "half a surrogate pair" },
        { """{"a":"\ud800\ud800"}""", "half a surrogate pair" },
        { """{"\udc00":1}""", "half a surrogate pair" },
        { """{"a":1,"\u0061":2}""", "stands twice" },
        { "1e400", "outside the range of a double" }, { "-1e400", "outside the range" }, { new string('9', 400), "outside the range" },
        { "01", "more text" }, { "1.", "not a JSON value" }, { ".5", "not a JSON value" }, { "+1", "not a JSON value" }, { "NaN", "not a JSON value" }, { "-", "not a JSON value" },
        { "1e", "not a JSON value" }, { "0x10", "more text" }, { "'a'", "not a JSON value" }, { "{a:1}", "a key is not a string" }, { "[1,]", "not a JSON value" }, { "[1 2]", "expected" },
        { """{"a":1,}""", "a key is not a string" }, { """{"a"}""", "expected" }, { "[1", "ends too early" }, { "\"a", "too early" }, { "\"a\nb\"", "expected" }, { "\"\\x\"", "unknown escape" },
        { "\"\\u12\"", "four hexadecimal" }, { "1 2", "more text" }, { "tru", "not a JSON value" }, { "// x\n1", "not a JSON value" }, { "\uFEFF1", "not a JSON value" },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void What_is_not_JSON_of_one_meaning_is_unusable_with_the_reason_and_the_byte(string input, string why)
    {
        var (exit, said) = Run(input, "canonicalize");
        (exit, said).Should().Be((2, said));
        said.Should().StartWith("unusable: the input is not JSON of one meaning: ").And.Contain(why);
    }

    [Theory]
    [InlineData("ff"), InlineData("22c328 22"), InlineData("22eda08022"), InlineData("22f4908080 22"), InlineData("22c08022"), InlineData("fffe3100")]
    public void Bytes_that_are_not_UTF_8_are_unusable(string bytes)
    {
        using var output = new MemoryStream();
        Cli.Run(["canonicalize"], new MemoryStream(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))), output).Should().Be(2);
    }

    public static TheoryData<string, string> Forms => new()
    {
        { "-0", "0" }, { "-0.0", "0" }, { "1E0", "1" }, { "1e21", "1e+21" }, { "1e20", "100000000000000000000" }, { "0.000001", "0.000001" }, { "1e-7", "1e-7" },
        { "333333333.33333329", "333333333.3333333" }, { "9007199254740993", "9007199254740992" }, { "4.9e-324", "5e-324" }, { "1e-400", "0" },
        { "1.7976931348623157e308", "1.7976931348623157e+308" }, { "123456789012345678901234567890", "1.2345678901234568e+29" },
        { "\"e\u0301\"", "\"e\u0301\"" }, { "\"\u00e9\"", "\"\u00e9\"" }, { "\"\\u20ac\\/\\u000a\\u001f\\u007f\"", "\"\u20ac/\\n\\u001f\u007f\"" },
        { """{"\ud83d\ude00":1,"\ufb33":2,"":3,"1":4,"\n":5}""", "{\"\":3,\"\\n\":5,\"1\":4,\"\ud83d\ude00\":1,\"\ufb33\":2}" }, { " [ ] ", "[]" }, { "{ }", "{}" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void There_is_one_form_of_each_value_and_it_is_its_own_form(string input, string form)
    {
        Run(input, "canonicalize").Should().Be((0, form));
        Run(form, "canonicalize").Should().Be((0, form));
    }

    [Fact]
    public void Five_hundred_and_twelve_levels_are_not_too_deep()
    {
        var deep = new string('[', 512) + new string(']', 512);
        Run(deep, "canonicalize").Should().Be((0, deep));
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
    public void A_folder_without_vectors_is_unusable()
    {
        Run("", "vectors", folder.FullName).Exit.Should().Be(2);
        Write("of-another-shape.json", """{"size":1}""");
        Run("", "vectors", folder.FullName).Said.Should().StartWith("unusable: ").And.Contain("no proof files");
    }

    [Theory]
    [InlineData("""{"leafIdx":-1,"treeSize":1,"root":"","leafHash":"","proof":null,"wantErr":true}""", 0)]
    [InlineData("""{"leafIdx":0,"treeSize":1,"root":"x","leafHash":"x","proof":[],"wantErr":true}""", 0)]
    [InlineData("""{"leafIdx":18446744073709551616,"treeSize":1,"root":"","leafHash":"","wantErr":true}""", 0)]
    [InlineData("""{"leafIdx":18446744073709551615,"treeSize":18446744073709551615,"root":"","leafHash":"","proof":[""],"wantErr":true}""", 0)]
    [InlineData("""{"size1":1,"size2":18446744073709551615,"root1":null,"root2":null,"proof":{"a":1},"wantErr":true}""", 0)]
    [InlineData("""{"size1":1,"size2":2,"root1":[],"root2":{},"proof":7,"wantErr":false}""", 1)]
    public void A_vector_with_sizes_or_hashes_that_cannot_be_is_judged_and_never_a_crash(string vector, int exit)
    {
        Write("odd.json", vector);
        var (code, said) = Run("", "vectors", folder.FullName);
        (code, said).Should().Be((exit, said));
        said.Should().EndWith($"{1 - exit} right, {exit} wrong{Environment.NewLine}");
    }

    [Fact]
    public void Vectors_in_folders_that_lead_in_a_circle_are_counted_once_and_a_pipe_is_not_waited_for()
    {
        var happy = Directory.CreateDirectory(Path.Combine(folder.FullName, "a", "b"));
        File.Copy(Path.Combine(VectorFiles.Folder("rfc6962"), "consistency", "2", "happy-path.json"), Path.Combine(happy.FullName, "right.json"));
        Directory.CreateSymbolicLink(Path.Combine(happy.FullName, "circle"), folder.FullName);
        Run("", "vectors", folder.FullName).Should().Be((0, $"1 right, 0 wrong{Environment.NewLine}"));
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "linked.json"), Path.Combine(happy.FullName, "right.json"));
        Run("", "vectors", folder.FullName).Should().Be((0, $"2 right, 0 wrong{Environment.NewLine}"));
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "endless.json"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "nothing.json"), "nowhere");
        Write("empty.json", "");
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.FullName, "pipe.json"))) pipe.WaitForExit();
        var (exit, said) = Run("", "vectors", folder.FullName);
        (exit, said).Should().Be((1, said));
        said.Should().EndWith($"2 right, 4 wrong{Environment.NewLine}");
    }

    [Theory]
    [InlineData("--policy"), InlineData("--log"), InlineData("--held")]
    public void What_is_no_plain_file_is_not_opened(string option)
    {
        using var bundle = new ABundle();
        var files = folder.CreateSubdirectory("bundle").FullName;
        foreach (var (name, bytes) in bundle.Files) File.WriteAllBytes(Path.Combine(files, name), bytes);
        var pipe = Path.Combine(folder.FullName, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) made.WaitForExit();
        foreach (var path in new[] { pipe, "/dev/zero", "/dev/null" })
            Run("", files, option, path).Said.Should().Contain("empty or no plain file");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), Path.Combine(folder.FullName, "large"));
        using (var large = File.Create(Path.Combine(folder.FullName, "large"))) large.SetLength(3_000_000_000);
        var (exit, said) = Run("", files, option, Path.Combine(folder.FullName, "link"));
        exit.Should().BeOneOf(1, 2);
        said.Should().ContainAny("is larger than", "neither a checkpoint nor", "the line is longer than");
    }

    [Fact]
    public void A_bundle_as_one_file_and_a_compressed_log_are_to_be_unpacked_first()
    {
        Write("bundle.zip", "PK");
        Run("", Path.Combine(folder.FullName, "bundle.zip")).Said.Should().StartWith("unusable: ").And.Contain("is unpacked first");
        using var bundle = new ABundle();
        var (exit, said) = bundle.Check([0x1f, 0x8b, .. bundle.Log.Export()]);
        (exit, said).Should().Be((2, said));
        said.Should().Contain("compressed: unpack it first");
    }

    [Fact]
    public void A_verdict_that_nobody_can_hear_is_none_and_a_sentence_has_an_end()
    {
        using (var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0))
            Cli.Run(["canonicalize"], new MemoryStream("1"u8.ToArray()), full).Should().Be(2);
        using (var closed = new Closed()) Cli.Run(["canonicalize"], new MemoryStream("1"u8.ToArray()), closed).Should().Be(2);
        Run("", new string('a', 100_000)).Said.Length.Should().BeLessThan(1100);
    }

    private sealed class Closed : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new UnauthorizedAccessException("Bad file descriptor");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new UnauthorizedAccessException("Bad file descriptor");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private static (int Exit, string Said) Run(string input, params string[] args)
    {
        using var output = new MemoryStream();
        var exit = Cli.Run(args, new MemoryStream(Encoding.UTF8.GetBytes(input)), output);
        return (exit, Encoding.UTF8.GetString(output.ToArray()));
    }
}
