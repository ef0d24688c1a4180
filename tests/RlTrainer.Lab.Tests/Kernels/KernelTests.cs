using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Tests.Kernels;

/// <summary>The project's real kernel, in a process of its own, behind the server: as a page meets it.</summary>
public sealed class KernelTests(Lab lab) : IClassFixture<Lab>
{
    [Fact]
    public async Task A_cell_runs_over_both_protocols_and_two_pages_see_it()
    {
        (HttpStatusCode status, JsonNode? kernel) = await lab.SendAsync(
            HttpMethod.Post, "/api/kernels", new JsonObject { ["name"] = ".net-csharp", ["path"] = "notebooks/00.ipynb" });
        Assert.Equal(HttpStatusCode.Created, status);
        string id = (string)kernel!["id"]!;
        using KernelPage binary = await KernelPage.OpenAsync(lab, id, isBinary: true),
            json = await KernelPage.OpenAsync(lab, id, isBinary: false);
        string asked = await binary.ExecuteAsync(
            "Console.Write(System.IO.Path.GetFileName(Environment.CurrentDirectory)); 6 * 7");
        JsonObject reply = await binary.ReplyAsync(asked);
        Assert.Equal("ok", (string?)reply["content"]!["status"]);
        JsonObject seen = await json.UntilAsync(message => KernelPage.TypeOf(message) == "execute_result");
        Assert.Equal("42", (string?)seen["content"]!["data"]!["text/plain"]);
        Assert.Contains(json.Heard, message => KernelPage.TypeOf(message) == "stream"
            && (string?)message["content"]!["text"] == "notebooks");
        string second = await json.ExecuteAsync("var kept = 5; kept");
        await json.ReplyAsync(second);
        string completion = await json.SendAsync("complete_request", new JsonObject { ["code"] = "kep", ["cursor_pos"] = 3 });
        JsonObject completed = await json.ReplyAsync(completion, "complete_reply");
        Assert.Contains("kept", completed["content"]!["matches"]!.AsArray().Select(each => (string?)each));
        // Replies are for the page that asked; the server's own questions for nobody.
        Assert.DoesNotContain(binary.Heard.Concat(json.Heard), message => KernelPage.TypeOf(message) == "kernel_info_reply");
        await EndAsync(id);
    }

    [Fact]
    public async Task A_running_cell_is_interrupted_and_a_question_to_the_reader_is_answered()
    {
        string id = await BegunAsync();
        using KernelPage page = await KernelPage.OpenAsync(lab, id, isBinary: true);
        string warm = await page.ExecuteAsync(
            "var name = Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"who?\").Result; name", takesInput: true);
        JsonObject question = await page.UntilAsync(message => KernelPage.TypeOf(message) == "input_request");
        Assert.Equal(("stdin", "who?"), ((string)question["channel"]!, (string)question["content"]!["prompt"]!));
        await page.SendAsync("input_reply", new JsonObject { ["value"] = "Ada", ["status"] = "ok" }, "stdin");
        Assert.Equal("ok", (string?)(await page.ReplyAsync(warm))["content"]!["status"]);
        string asked = await page.ExecuteAsync("Console.WriteLine(\"on\"); while (true) { }");
        await page.UntilAsync(message => KernelPage.TypeOf(message) == "stream");
        long began = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.NoContent, (await lab.SendAsync(HttpMethod.Post, $"/api/kernels/{id}/interrupt")).Status);
        Assert.Equal("error", (string?)(await page.ReplyAsync(asked))["content"]!["status"]);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 5);
        await EndAsync(id);
    }

    [Fact]
    public async Task After_a_restart_and_after_a_crash_the_same_page_goes_on_with_an_empty_kernel()
    {
        string id = await BegunAsync();
        using KernelPage page = await KernelPage.OpenAsync(lab, id, isBinary: false);
        await page.ReplyAsync(await page.ExecuteAsync("var kept = 1;"));
        Assert.Equal(HttpStatusCode.OK, (await lab.SendAsync(HttpMethod.Post, $"/api/kernels/{id}/restart")).Status);
        JsonObject gone = await page.ReplyAsync(await page.ExecuteAsync("kept"));
        Assert.Equal("error", (string?)gone["content"]!["status"]);
        // asked for: clients know, and would connect twice
        Assert.DoesNotContain(page.Heard, IsRestarting);
        await page.ExecuteAsync("Environment.FailFast(\"on purpose\");");
        await page.UntilAsync(IsRestarting);                                        // not asked for: they are told
        Assert.Equal("ok", (string?)(await page.ReplyAsync(await page.ExecuteAsync("2 + 2")))["content"]!["status"]);
        await EndAsync(id);
    }

    [Fact]
    public async Task A_session_gives_a_notebook_one_kernel_and_ends_with_it()
    {
        lab.File("notebooks/s.ipynb", "{}");
        var asked = new JsonObject
        {
            ["path"] = "notebooks/s.ipynb",
            ["name"] = "s.ipynb",
            ["type"] = "notebook",
            ["kernel"] = new JsonObject
            {
                ["name"] = "rltrainer-csharp",
            },
        };
        (HttpStatusCode begun, JsonNode? first) = await lab.SendAsync(HttpMethod.Post, "/api/sessions", asked);
        (HttpStatusCode found, JsonNode? again) = await lab.SendAsync(HttpMethod.Post, "/api/sessions", asked);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (begun, found));
        Assert.Equal((string?)first!["id"], (string?)again!["id"]);
        string id = (string)first["id"]!, kernel = (string)first["kernel"]!["id"]!;
        (_, JsonNode? renamed) = await lab.SendAsync(
            HttpMethod.Patch, $"/api/sessions/{id}", new JsonObject { ["path"] = "notebooks/t.ipynb", ["name"] = "t.ipynb" });
        Assert.Equal(("notebooks/t.ipynb", kernel), ((string)renamed!["path"]!, (string)renamed["kernel"]!["id"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await lab.SendAsync(HttpMethod.Delete, $"/api/sessions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.SendAsync(HttpMethod.Get, $"/api/kernels/{kernel}")).Status);
        Assert.Empty((await lab.GetAsync("/api/sessions")).AsArray());
    }

    [Fact]
    public async Task A_kernel_that_cannot_live_is_told_dead_and_a_program_that_is_none_says_so()
    {
        lab.File("kernels/ends/kernel.json",
            "{\"argv\":[\"dotnet\",\"--version\"],\"display_name\":\"Ends\",\"language\":\"x\"}");
        lab.File("kernels/none/kernel.json", "{\"argv\":[\"/no/such/program\"],\"display_name\":\"None\",\"language\":\"x\"}");
        lab.File("kernels/broken/kernel.json", "{");
        JsonNode specs = await lab.GetAsync("/api/kernelspecs");
        Assert.Equal([".net-csharp", "ends", "none", "rltrainer-csharp"],
            specs["kernelspecs"]!.AsObject().Select(each => each.Key));
        (HttpStatusCode status, JsonNode? why) =
            await lab.SendAsync(HttpMethod.Post, "/api/kernels", new JsonObject { ["name"] = "none" });
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.StartsWith("The kernel 'none' could not be started: /no/such/program:", (string)why!["message"]!,
            StringComparison.Ordinal);
        (_, JsonNode? kernel) = await lab.SendAsync(HttpMethod.Post, "/api/kernels", new JsonObject { ["name"] = "ends" });
        string path = $"/api/kernels/{kernel!["id"]}";
        for (int tries = 0; tries < 900 && (string?)(await lab.GetAsync(path))["execution_state"] != "dead"; tries++)
            await Task.Delay(50);
        Assert.Equal("dead", (string?)(await lab.GetAsync(path))["execution_state"]);
        (HttpStatusCode unknown, _) =
            await lab.SendAsync(HttpMethod.Post, "/api/kernels", new JsonObject { ["name"] = "stranger" });
        Assert.Equal(HttpStatusCode.NotFound, unknown);
    }

    private async Task<string> BegunAsync() =>
        (string)(await lab.SendAsync(HttpMethod.Post, "/api/kernels", new JsonObject { ["path"] = "notebooks" })).Json!["id"]!;

    private async Task EndAsync(string id)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await lab.SendAsync(HttpMethod.Delete, $"/api/kernels/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.SendAsync(HttpMethod.Get, $"/api/kernels/{id}")).Status);
    }

    private static bool IsRestarting(JsonObject message) =>
        KernelPage.TypeOf(message) == "status" && (string?)message["content"]!["execution_state"] == "restarting";
}
