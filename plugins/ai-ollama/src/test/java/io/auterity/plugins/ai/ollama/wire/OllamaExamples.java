package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies in the form of the vendor's examples, by path; and requests of every form. */
public final class OllamaExamples implements Transport {

  static final OllamaEndpoint ENDPOINT =
      new OllamaEndpoint(URI.create("http://localhost:11434/"), Json.EMPTY, null);

  static final String ANSWER =
      "{'model':'gemma3','created_at':'2025-10-17T23:14:07.414671Z','message':{'role':'assistant',"
          + "'content':'The capital of France is Paris.'},'done':true,'done_reason':'stop',"
          + "'total_duration':174560334,'load_duration':101397084,'prompt_eval_count':11,"
          + "'prompt_eval_duration':13074791,'eval_count':18,'eval_duration':52479709}";

  static final String LIKELY =
      "{'model':'gemma3','created_at':'2025-10-17T23:14:07Z','message':{'role':'assistant',"
          + "'content':'Hi'},'logprobs':[{'token':'H','logprob':-0.5,'bytes':[72],"
          + "'top_logprobs':[{'token':'H','logprob':-0.5,'bytes':[72]},"
          + "{'token':'Y','logprob':-1.5}]},{'token':'i','logprob':0}],"
          + "'done':true,'done_reason':'stop','prompt_eval_count':1,'eval_count':2}";

  static final String STREAM =
      lines(
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.097767Z','message':"
              + "{'role':'assistant','content':'','thinking':'Okay'},'done':false}",
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.109172Z','message':"
              + "{'role':'assistant','content':'','thinking':', two tools.'},'done':false}",
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.121485Z','message':"
              + "{'role':'assistant','content':'The sky'},'done':false}",
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.132802Z','message':"
              + "{'role':'assistant','content':' is é.'},'done':false}",
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.143931Z','message':"
              + "{'role':'assistant','content':'','tool_calls':[{'function':{'name':'get_weather',"
              + "'arguments':{'city':'Tokyo'}}},{'id':'call_7','function':{'index':1,"
              + "'name':'get_weather','arguments':{}}}]},'done':false}",
          "{'model':'qwen3','created_at':'2025-10-26T17:15:24.155176Z','message':"
              + "{'role':'assistant','content':''},'done':true,'done_reason':'stop',"
              + "'total_duration':4883583458,'prompt_eval_count':26,'eval_count':282}");

  static final String PULL =
      lines(
          "{'status':'pulling manifest'}",
          "{'status':'pulling 8eeb52dfb3bb','digest':'sha256:8eeb52','total':2142590208}",
          "{'status':'pulling 8eeb52dfb3bb','digest':'sha256:8eeb52','total':2142590208,"
              + "'completed':241970}",
          "{'status':'verifying sha256 digest'}",
          "{'status':'writing manifest'}",
          "{'status':'success'}");

  private static final String TAGS =
      "{'models':[{'name':'gemma3','model':'gemma3','modified_at':'2025-10-03T23:34:03.409490317Z',"
          + "'size':3338801804,'digest':'a2af6cc3eb7f','details':{'format':'gguf','family':'gemma',"
          + "'families':['gemma'],'parameter_size':'4.3B','quantization_level':'Q4_K_M'}},"
          + "{'name':'qwen3:8b','model':'qwen3:8b','size':1,'digest':'b','details':{}}]}";

  static final String SHOW =
      "{'parameters':'temperature 0.7','license':'Gemma','capabilities':['completion','vision'],"
          + "'modified_at':'2025-08-14T15:49:43Z','details':{'format':'gguf','family':'gemma3'},"
          + "'template':'{{ .Prompt }}','model_info':{'gemma3.attention.head_count':8,"
          + "'gemma3.context_length':131072}}";

  private static final String EMBED =
      "{'model':'gemma3','embeddings':[[0.01,-0.5],[1,2]],'prompt_eval_count':8}";

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    return json(
        200,
        switch (path) {
          case "/api/chat" -> ANSWER;
          case "/api/tags" -> TAGS;
          case "/api/show" -> SHOW;
          case "/api/embed" -> EMBED;
          default -> throw new AssertionError("no example of " + path);
        });
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    String lines = request.uri().getPath().equals("/api/chat") ? STREAM : PULL;
    return new ScriptedTransport(List.of(ScriptedReply.of(200, lines))).open(request, call);
  }

  static WireResponse json(int status, String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new WireResponse(status, Map.of(), bytes);
  }

  static String lines(String... lines) {
    return (String.join("\n", lines) + "\n").replace('\'', '"');
  }

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }

  static ChatRequest chat(Message... messages) {
    return chat(null, messages);
  }

  static ChatRequest chat(@Nullable Map<String, Json.Obj> extra, Message... messages) {
    return ChatRequest.builder("gemma3", List.of(messages)).extra(extra).build();
  }

  /** Every setting that can be told. */
  static ChatRequest settings() {
    return ChatRequest.builder(
            "gemma3",
            List.of(Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, "Hello")))
        .tools(
            List.of(
                new Tool(
                    "get_weather",
                    "Knows the weather",
                    object("{'type':'object','properties':{'city':{'type':'string'}}}"))))
        .toolChoice("auto")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .stop(List.of("END"))
        .answerSchema(object("{'type':'object'}"))
        .extra(Extra.of("ollama", object("{'keep_alive':'1m','options':{'num_gpu':0}}")))
        .thinking(new Thinking(Thinking.Mode.ADAPTIVE, null, "high"))
        .parallelTools(true)
        .sampling(new Sampling(40, 7L, 0.5, -0.5))
        .answerFormat(new AnswerFormat(null, "answer", null, true))
        .logprobs(5)
        .build();
  }

  /** Pieces of every type that may be sent. */
  static ChatRequest conversation() {
    return chat(
        new Message(
            Role.USER,
            List.of(
                new Part.Text("What is this?"),
                new Part.Image(null, "image/png", "iVBORw0KGgo="),
                new Part.Text("Look twice."))),
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("It asks for two.", null, "ollama"),
                new Part.Text("One "),
                new Part.Text("moment"),
                new Part.ToolCall("call_1", "get_weather", "{\"city\":\"Tokyo\"}"),
                new Part.ToolCall("call_2", "get_weather", ""))),
        new Message(
            Role.TOOL,
            List.of(new Part.ToolResult("call_1", "11"), new Part.ToolResult("call_2", "12"))),
        Message.text(Role.USER, "Thanks."));
  }
}
