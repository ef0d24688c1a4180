using System.Net;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Lab.Tests.Contents;

/// <summary>Files through the server: whole, canonical, and never over somebody else's work.</summary>
public sealed class ContentTests(Lab lab) : IClassFixture<Lab>
{
    [Fact]
    public async Task A_notebook_that_is_opened_and_saved_is_the_same_bytes()
    {
        string source = Directory.GetFiles(Path.Combine(RlTrainer.Tests.Architecture.Repository.Root, "notebooks"), "*.ipynb")
            .Order().First();
        string file = lab.File("notebooks/same.ipynb", File.ReadAllText(source));
        JsonNode model = await lab.GetAsync("/api/contents/notebooks/same.ipynb?content=1&hash=1");
        Assert.Equal(("notebook", "json"), ((string?)model["type"], (string?)model["format"]));
        Assert.IsAssignableFrom<JsonValue>(model["content"]!["cells"]![0]!["source"]);       // one text, as pages expect it
        (HttpStatusCode status, _) = await SaveAsync("notebooks/same.ipynb", model["content"]!);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(File.ReadAllText(source), File.ReadAllText(file));
    }

    [Fact]
    public async Task Of_two_tabs_the_later_one_is_told_and_overwrites_nothing()
    {
        lab.File("two.ipynb", new NotebookDocument("two").ToJson(withOutputs: true));
        JsonNode first = await lab.GetAsync("/api/contents/two.ipynb?hash=1"),
            second = await lab.GetAsync("/api/contents/two.ipynb?hash=1");
        JsonObject mine = With(first, "mine"), theirs = With(second, "theirs");
        (HttpStatusCode saved, JsonNode? model) = await SaveAsync("two.ipynb", mine, (string)first["hash"]!);
        (HttpStatusCode refused, JsonNode? why) = await SaveAsync("two.ipynb", theirs, (string)second["hash"]!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (saved, refused));
        Assert.StartsWith("'two.ipynb' was saved by somebody else since this page read it", (string)why!["message"]!,
            StringComparison.Ordinal);
        Assert.Contains("mine", File.ReadAllText(Path.Combine(lab.Root, "two.ipynb")), StringComparison.Ordinal);
        // Who read the first one's state may save; the same by the time of its last change.
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync("two.ipynb", theirs, (string)model!["hash"]!)).Status);
        (HttpStatusCode old, _) = await lab.SendAsync(HttpMethod.Put, "/api/contents/two.ipynb", new JsonObject
        {
            ["type"] = "notebook",
            ["content"] = mine.DeepClone(),
            ["last_modified"] = (string)first["last_modified"]!,
        });
        Assert.Equal(HttpStatusCode.Conflict, old);
    }

    [Fact]
    public async Task What_the_reader_ran_is_trusted_when_opened_again_and_what_another_wrote_is_not()
    {
        JsonObject notebook = With(JsonNode.Parse("{\"content\":" + new NotebookDocument("t").ToJson(true) + "}")!, "1");
        JsonNode cell = notebook["cells"]![0]!;
        cell["outputs"] = new JsonArray(new JsonObject
        {
            ["output_type"] = "display_data",
            ["metadata"] = new JsonObject(),
            ["data"] = new JsonObject
            {
                ["image/svg+xml"] = "<svg/>",
            },
        });
        static bool Trusted(JsonNode model) => (bool)model["content"]!["cells"]![0]!["metadata"]!["trusted"]!;
        await SaveAsync("stranger.ipynb", notebook);
        Assert.False(Trusted(await lab.GetAsync("/api/contents/stranger.ipynb")));
        cell["metadata"]!["trusted"] = true;
        await SaveAsync("mine.ipynb", notebook);
        Assert.True(Trusted(await lab.GetAsync("/api/contents/mine.ipynb")));
        string file = Path.Combine(lab.Root, "mine.ipynb"), text = File.ReadAllText(file);
        // a mark in the file would be anybody's
        Assert.DoesNotContain("trusted", text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace("<svg/>", "<svg onload=x/>", StringComparison.Ordinal));
        Assert.False(Trusted(await lab.GetAsync("/api/contents/mine.ipynb")));
    }

    [Fact]
    public async Task A_notebook_of_another_language_keeps_every_key()
    {
        const string python = """
            {"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{"own":1},"outputs":[],
              "source":"print(1)\nprint(2)"}],
             "metadata":{"kernelspec":{"name":"python3","language":"python"},"own":{"b":2}},
             "nbformat":4,"nbformat_minor":5,"more":true}
            """;
        lab.File("python.ipynb", python);
        JsonNode model = await lab.GetAsync("/api/contents/python.ipynb");
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync("python.ipynb", model["content"]!)).Status);
        JsonNode kept = JsonNode.Parse(File.ReadAllText(Path.Combine(lab.Root, "python.ipynb")))!;
        JsonNode expected = JsonNode.Parse(python)!;
        expected["cells"]![0]!["source"] = new JsonArray("print(1)\n", "print(2)");
        Assert.True(JsonNode.DeepEquals(expected, kept), kept.ToJsonString());
    }

    [Theory]
    [InlineData("{\"cells\":1}", "not a notebook of nbformat 4")]
    [InlineData("[1", "not JSON")]
    public async Task What_is_no_notebook_is_answered_with_the_reason(string text, string reason)
    {
        lab.File("broken.ipynb", text);
        (HttpStatusCode status, JsonNode? json) = await lab.SendAsync(HttpMethod.Get, "/api/contents/broken.ipynb");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, (string)json!["message"]!, StringComparison.Ordinal);
        // As a file it can be opened, to be mended.
        Assert.Equal(text, (string?)(await lab.GetAsync("/api/contents/broken.ipynb?type=file"))["content"]);
    }

    [Fact]
    public async Task New_files_get_free_names_and_are_renamed_copied_and_removed()
    {
        lab.File("desk/.keep", "");
        async Task<string> Made(JsonObject asked) =>
            (string)(await lab.SendAsync(HttpMethod.Post, "/api/contents/desk", asked)).Json!["path"]!;
        Assert.Equal("desk/Untitled.ipynb", await Made(new JsonObject { ["type"] = "notebook" }));
        Assert.Equal("desk/Untitled1.ipynb", await Made(new JsonObject { ["type"] = "notebook" }));
        Assert.Equal("desk/Untitled-Copy.ipynb", await Made(new JsonObject { ["copy_from"] = "desk/Untitled.ipynb" }));
        Assert.Equal("desk/Untitled Folder", await Made(new JsonObject { ["type"] = "directory" }));
        (HttpStatusCode taken, _) = await lab.SendAsync(
            HttpMethod.Patch, "/api/contents/desk/Untitled.ipynb", new JsonObject { ["path"] = "desk/Untitled1.ipynb" });
        (HttpStatusCode renamed, JsonNode? model) = await lab.SendAsync(
            HttpMethod.Patch, "/api/contents/desk/Untitled.ipynb", new JsonObject { ["path"] = "desk/a b.ipynb" });
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, "a b.ipynb"), (taken, renamed, (string)model!["name"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await lab.SendAsync(HttpMethod.Delete, "/api/contents/desk/a%20b.ipynb")).Status);
        (HttpStatusCode full, JsonNode? why) = await lab.SendAsync(HttpMethod.Delete, "/api/contents/desk");
        Assert.Equal((HttpStatusCode.BadRequest, "The folder 'desk' is not empty; remove what is in it first."),
            (full, (string)why!["message"]!));
    }

    [Fact]
    public async Task A_checkpoint_brings_the_former_state_back_also_under_another_name()
    {
        lab.File("state.txt", "before");
        await lab.SendAsync(HttpMethod.Post, "/api/contents/state.txt/checkpoints");
        lab.File("state.txt", "after");
        await lab.SendAsync(HttpMethod.Patch, "/api/contents/state.txt", new JsonObject { ["path"] = "moved.txt" });
        JsonArray list = (await lab.GetAsync("/api/contents/moved.txt/checkpoints")).AsArray();
        string id = (string)Assert.Single(list)!["id"]!;
        await lab.SendAsync(HttpMethod.Post, $"/api/contents/moved.txt/checkpoints/{id}");
        Assert.Equal("before", File.ReadAllText(Path.Combine(lab.Root, "moved.txt")));
        await lab.SendAsync(HttpMethod.Delete, $"/api/contents/moved.txt/checkpoints/{id}");
        Assert.Empty((await lab.GetAsync("/api/contents/moved.txt/checkpoints")).AsArray());
    }

    [Fact]
    public async Task An_upload_in_pieces_is_there_with_its_last_piece()
    {
        async Task Piece(string text, int chunk) => await lab.SendAsync(HttpMethod.Put, "/api/contents/pieces.bin", new JsonObject
        {
            ["type"] = "file",
            ["format"] = "base64",
            ["chunk"] = chunk,
            ["content"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text)),
        });
        await Piece("one ", 1);
        await Piece("two ", 2);
        Assert.False(File.Exists(Path.Combine(lab.Root, "pieces.bin")));
        await Piece("three", -1);
        Assert.Equal("one two three", File.ReadAllText(Path.Combine(lab.Root, "pieces.bin")));
    }

    private Task<(HttpStatusCode Status, JsonNode? Json)> SaveAsync(string path, JsonNode content, string? hash = null)
    {
        var model = new JsonObject { ["type"] = "notebook", ["format"] = "json", ["content"] = content.DeepClone() };
        if (hash is not null) model["hash"] = hash;
        return lab.SendAsync(HttpMethod.Put, "/api/contents/" + path, model);
    }

    private static JsonObject With(JsonNode model, string source)
    {
        var notebook = (JsonObject)model["content"]!.DeepClone();
        notebook["cells"] = new JsonArray(new JsonObject
        {
            ["cell_type"] = "code",
            ["id"] = "a",
            ["metadata"] = new JsonObject(),
            ["source"] = source,
            ["outputs"] = new JsonArray(),
            ["execution_count"] = null,
        });
        return notebook;
    }
}
