package io.auterity.faults;

import io.auterity.gateway.anthropic.AnthropicDialect;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.plugins.ai.anthropic.AnthropicPlugin;
import io.auterity.plugins.ai.bedrock.BedrockPlugin;
import io.auterity.plugins.ai.cohere.CoherePlugin;
import io.auterity.plugins.ai.google.GooglePlugin;
import io.auterity.plugins.ai.ollama.OllamaPlugin;
import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.plugins.ai.replicate.ReplicatePlugin;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.testkit.transport.EventStreamMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a vendor says, in the words of its own API; an answer uses 20 tokens and makes 5. */
enum Dialect {
  OPENAI {
    @Override
    Plugin plugin() {
      return new OpenAiPlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return new OpenAiDialect(new JsonReader(1_000_000), binder);
    }

    @Override
    String answer() {
      return json(
          "{'id':'c1','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
              + "'message':{'role':'assistant','content':'They took my house'},"
              + "'finish_reason':'stop'}],"
              + "'usage':{'prompt_tokens':20,'completion_tokens':5,'total_tokens':25}}");
    }

    @Override
    List<String> opening() {
      return List.of(chunk("[{'index':0,'delta':{'role':'assistant','content':''}}]", "null"));
    }

    @Override
    String word() {
      return chunk("[{'index':0,'delta':{'content':'They took'}}]", "null");
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String usage = "{'prompt_tokens':20,'completion_tokens':5,'total_tokens':25}";
      String early = "{'prompt_tokens':20,'completion_tokens':3,'total_tokens':23}";
      return List.of(
          chunk("[{'index':0,'delta':{},'finish_reason':'stop'}]", usageTwice ? early : "null"),
          chunk("[]", usage),
          "data: [DONE]\n\n");
    }

    @Override
    String error(VendorError error) {
      return json(
          "{'error':{'message':'%s','type':'%s','param':null,'code':%s}}"
              .formatted(
                  error.words(),
                  error.status() < 500 ? "invalid_request_error" : "server_error",
                  switch (error) {
                    case QUOTA -> "'insufficient_quota'";
                    case CONTEXT -> "'context_length_exceeded'";
                    case CONTENT -> "'content_filter'";
                    case LIMIT -> "'rate_limit_exceeded'";
                    default -> "null";
                  }));
    }

    @Override
    String errorEvent() {
      return "data: " + error(VendorError.INTERNAL) + "\n\n";
    }

    private String chunk(String choices, String usage) {
      return "data: "
          + json(
              "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'m',"
                  + "'choices':%s,'usage':%s}".formatted(choices, usage))
          + "\n\n";
    }
  },

  /** The other API of OpenAI, which is asked where a provider says so. */
  RESPONSES {
    @Override
    Plugin plugin() {
      return new OpenAiPlugin();
    }

    @Override
    boolean isOf(String connector) {
      return connector.equals("openai");
    }

    @Override
    Json.Obj config() {
      return Json.EMPTY.with("api", Json.of("responses"));
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return OPENAI.door(binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    String answer() {
      return response(
          "'completed','output':[{'type':'message','id':'m1','role':'assistant','content':"
              + "[{'type':'output_text','text':'They took my house','annotations':[]}]}]",
          usage(5));
    }

    @Override
    List<String> opening() {
      return List.of(
          event("response.created", "'response':" + response("'in_progress','output':[]", "null")),
          event(
              "response.output_item.added",
              "'output_index':0,'item':{'type':'message','id':'m1','role':'assistant',"
                  + "'status':'in_progress','content':[]}"),
          event(
              "response.content_part.added",
              "'output_index':0,'content_index':0,'item_id':'m1','part':"
                  + "{'type':'output_text','text':'','annotations':[]}"));
    }

    @Override
    String word() {
      return event(
          "response.output_text.delta",
          "'output_index':0,'content_index':0,'item_id':'m1','delta':'They took'");
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String early =
          event("response.in_progress", "'response':" + response("'in_progress'", usage(3)));
      String last = event("response.completed", "'response':" + answer());
      return List.of(usageTwice ? early + last : last);
    }

    @Override
    String error(VendorError error) {
      return OPENAI.error(error);
    }

    @Override
    String errorEvent() {
      return event(
          "response.failed",
          "'response':{'id':'r1','status':'failed','output':[],'usage':null,'error':"
              + "{'code':'server_error','message':'The server had an error'}}");
    }

    private String usage(int output) {
      return "{'input_tokens':20,'output_tokens':%d,'total_tokens':%d}"
          .formatted(output, 20 + output);
    }

    private String response(String status, String usage) {
      return json(
          "{'id':'r1','object':'response','model':'m','error':null,'status':%s,'usage':%s}"
              .formatted(status, usage));
    }

    private String event(String type, String fields) {
      return "event: %s\ndata: %s\n\n"
          .formatted(type, json("{'type':'%s',%s}".formatted(type, fields)));
    }
  },

  ANTHROPIC {
    @Override
    Plugin plugin() {
      return new AnthropicPlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return new AnthropicDialect(new JsonReader(1_000_000), binder);
    }

    @Override
    String answer() {
      return json(
          "{'id':'m1','type':'message','role':'assistant','model':'m','content':[{'type':'text',"
              + "'text':'They took my house'}],'stop_reason':'end_turn','stop_sequence':null,"
              + "'usage':{'input_tokens':20,'output_tokens':5}}");
    }

    @Override
    List<String> opening() {
      return List.of(
          event(
              "message_start",
              "'message':{'id':'m1','type':'message','role':'assistant','model':'m','content':[],"
                  + "'stop_reason':null,'stop_sequence':null,"
                  + "'usage':{'input_tokens':20,'output_tokens':1}}"),
          event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}"),
          event("ping", ""));
    }

    @Override
    String word() {
      return event(
          "content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'They took'}");
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String early =
          event("message_delta", "'delta':{'stop_reason':null},'usage':{'output_tokens':3}");
      String last =
          event("message_delta", "'delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':5}");
      return List.of(
          event("content_block_stop", "'index':0"),
          usageTwice ? early + last : last,
          event("message_stop", ""));
    }

    @Override
    String error(VendorError error) {
      String type =
          switch (error) {
            case INTERNAL -> "api_error";
            case BUSY -> "overloaded_error";
            case LIMIT -> "rate_limit_error";
            case KEY -> "authentication_error";
            case QUOTA, CONTEXT, CONTENT -> "invalid_request_error";
          };
      return json(
          "{'type':'error','error':{'type':'%s','message':'%s'}}".formatted(type, error.words()));
    }

    @Override
    String errorEvent() {
      return "event: error\ndata: " + error(VendorError.INTERNAL) + "\n\n";
    }

    private String event(String type, String fields) {
      return "event: %s\ndata: %s\n\n"
          .formatted(
              type, json("{'type':'%s'%s}".formatted(type, fields.isEmpty() ? "" : "," + fields)));
    }
  },

  /** No door speaks it: what a caller wrote in another dialect goes to it in words of its own. */
  COHERE {
    @Override
    Plugin plugin() {
      return new CoherePlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return new OpenAiDialect(new JsonReader(1_000_000), binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    String answer() {
      return json(
          "{'id':'c1','message':{'role':'assistant','content':[{'type':'text',"
              + "'text':'They took my house'}]},'finish_reason':'COMPLETE',"
              + "'usage':{'billed_units':{'input_tokens':20,'output_tokens':5},"
              + "'tokens':{'input_tokens':90,'output_tokens':7}}}");
    }

    @Override
    List<String> opening() {
      return List.of(
          event("message-start", "'id':'c1','delta':{'message':{'role':'assistant'}}"),
          event(
              "content-start",
              "'index':0,'delta':{'message':{'content':{'type':'text','text':''}}}"));
    }

    @Override
    String word() {
      return event(
          "content-delta", "'index':0,'delta':{'message':{'content':{'text':'They took'}}}");
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String last =
          event(
              "message-end",
              "'delta':{'finish_reason':'COMPLETE','usage':{'billed_units':"
                  + "{'input_tokens':20,'output_tokens':5}}}");
      return List.of(event("content-end", "'index':0"), usageTwice ? last + last : last);
    }

    @Override
    int status(VendorError error) {
      return switch (error) {
        case CONTENT -> 498;
        case QUOTA -> 402;
        default -> error.status();
      };
    }

    @Override
    String error(VendorError error) {
      String words =
          error == VendorError.CONTEXT
              ? "too many tokens: size limit exceeded by 11326 tokens"
              : error.words();
      return json("{'id':'e1','message':'%s'}".formatted(words));
    }

    @Override
    String errorEvent() {
      return event(
          "message-end", "'delta':{'finish_reason':'ERROR','error':'The server had an error'}");
    }

    private String event(String type, String fields) {
      return "event: %s\ndata: %s\n\n"
          .formatted(type, json("{'type':'%s',%s}".formatted(type, fields)));
    }
  },

  /** It has no door: whatever the caller speaks is written anew. */
  BEDROCK {
    @Override
    Plugin plugin() {
      return new BedrockPlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return OPENAI.door(binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    String answer() {
      return json(
          "{'output':{'message':{'role':'assistant','content':[{'text':'They took my house'}]}},"
              + "'stopReason':'end_turn','usage':%s,'metrics':{'latencyMs':1}}".formatted(used(5)));
    }

    @Override
    List<String> opening() {
      return List.of(event("messageStart", "{'role':'assistant'}"));
    }

    @Override
    String word() {
      return event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'They took'}}");
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String stop = event("messageStop", "{'stopReason':'end_turn'}");
      return List.of(
          event("contentBlockStop", "{'contentBlockIndex':0}"),
          usageTwice ? metadata(3) + stop : stop,
          metadata(5));
    }

    @Override
    String error(VendorError error) {
      String type = error == VendorError.QUOTA ? "ServiceQuotaExceededException" : "";
      return json("{'__type':'%s','message':'%s'}".formatted(type, error.words()));
    }

    @Override
    String errorEvent() {
      return text(
          EventStreamMessages.exception("internalServerException", error(VendorError.INTERNAL)));
    }

    private String metadata(int output) {
      return event("metadata", "{'usage':%s,'metrics':{'latencyMs':1}}".formatted(used(output)));
    }

    private String used(int output) {
      return "{'inputTokens':20,'outputTokens':%d,'totalTokens':%d}".formatted(output, 20 + output);
    }

    private String event(String type, String payload) {
      return text(EventStreamMessages.event(type, json(payload)));
    }

    // The vendor writes each character as one byte.
    private String text(byte[] message) {
      return new String(message, StandardCharsets.ISO_8859_1);
    }
  },

  GEMINI {
    @Override
    Plugin plugin() {
      return new GooglePlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return new OpenAiDialect(new JsonReader(1_000_000), binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    boolean refusesContent() {
      return false;
    }

    @Override
    String answer() {
      return candidate("They took my house", true, ",'usageMetadata':" + usage(5));
    }

    @Override
    List<String> opening() {
      return List.of(event(candidate("", false, "")));
    }

    @Override
    String word() {
      return event(candidate("They took", false, ""));
    }

    @Override
    List<String> ending(boolean usageTwice) {
      String early = event(candidate(" my", false, ",'usageMetadata':" + usage(3)));
      String last = event(candidate(" house", true, ",'usageMetadata':" + usage(5)));
      return usageTwice ? List.of(early, last) : List.of(last);
    }

    @Override
    String error(VendorError error) {
      String status =
          switch (error) {
            case INTERNAL -> "INTERNAL";
            case BUSY -> "UNAVAILABLE";
            case LIMIT, QUOTA -> "RESOURCE_EXHAUSTED";
            case KEY -> "UNAUTHENTICATED";
            case CONTEXT, CONTENT -> "INVALID_ARGUMENT";
          };
      String words =
          error == VendorError.CONTEXT
              ? "The input token count exceeds the maximum number of tokens allowed"
              : error.words();
      String details =
          error == VendorError.QUOTA
              ? ",'details':[{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':"
                  + "[{'quotaId':'GenerateRequestsPerDayPerProject'}]}]"
              : "";
      return json(
          "{'error':{'code':%d,'message':'%s','status':'%s'%s}}"
              .formatted(error.status(), words, status, details));
    }

    @Override
    String errorEvent() {
      return event(error(VendorError.INTERNAL));
    }

    private String candidate(String text, boolean last, String more) {
      return json(
          "{'responseId':'r1','modelVersion':'m','candidates':[{'content':{'role':'model','parts':"
              + "[{'text':'%s'}]}%s}]%s}"
                  .formatted(text, last ? ",'finishReason':'STOP'" : "", more));
    }

    private String usage(int output) {
      return "{'promptTokenCount':20,'candidatesTokenCount':%d,'totalTokenCount':%d}"
          .formatted(output, 20 + output);
    }

    private String event(String data) {
      return "data: %s\r\n\r\n".formatted(data);
    }
  },

  OLLAMA {
    @Override
    Plugin plugin() {
      return new OllamaPlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return new OpenAiDialect(new JsonReader(1_000_000), binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    boolean refusesContent() {
      return false;
    }

    @Override
    String answer() {
      return line("They took my house", 5).strip();
    }

    @Override
    List<String> opening() {
      return List.of(line("", 0));
    }

    @Override
    String word() {
      return line("They took", 0);
    }

    // It tells what was used once, with its last words.
    @Override
    List<String> ending(boolean usageTwice) {
      return List.of(line(" my", 0), line(" house", 5));
    }

    @Override
    String error(VendorError error) {
      String words =
          error == VendorError.CONTEXT
              ? "the input length exceeds the context length"
              : error.words();
      return json("{'error':'%s'}".formatted(words));
    }

    @Override
    String errorEvent() {
      return error(VendorError.INTERNAL) + "\n";
    }

    private String line(String text, int output) {
      String end =
          output == 0
              ? "false"
              : "true,'done_reason':'stop','prompt_eval_count':20,'eval_count':" + output;
      return json(
              ("{'model':'m','created_at':'2026-11-21T00:00:00Z','message':{'role':'assistant',"
                      + "'content':'%s'},'done':%s}")
                  .formatted(text, end))
          + "\n";
    }
  },

  /**
   * No door speaks it. A prediction is made, and its words are read elsewhere as they come; how it
   * ended and what it used tells the prediction itself.
   */
  REPLICATE {
    @Override
    Plugin plugin() {
      return new ReplicatePlugin();
    }

    @Override
    io.auterity.gateway.dialect.Dialect door(Binder binder) {
      return OPENAI.door(binder);
    }

    @Override
    boolean passes() {
      return false;
    }

    @Override
    String model() {
      return "a/b";
    }

    @Override
    boolean billsFailures() {
      return true;
    }

    @Override
    boolean prepares(Fault fault, Vendor.Reply reply) throws IOException {
      String line = reply.connection().request().lines().findFirst().orElseThrow();
      if (line.contains("/cancel ")) {
        reply.whole(200, Vendor.JSON, prediction("'canceled'"));
      } else if (line.startsWith("GET /v1/predictions/")) {
        look(fault, reply);
      } else if (line.startsWith("POST") && fault.isOfTheStream()) {
        int port = reply.connection().socket().getLocalPort();
        String words = "http://127.0.0.1:%d/v1/words/p1".formatted(port);
        reply.whole(
            201, Vendor.JSON, prediction("'starting','urls':{'stream':'%s'}".formatted(words)));
      } else {
        return false;
      }
      return true;
    }

    // Who has a fault in the midst of an answer cannot be asked for the rest of it.
    private void look(Fault fault, Vendor.Reply reply) throws IOException {
      if (fault.leavesTheAnswer()) {
        reply.whole(200, Vendor.JSON, answer());
      } else {
        reply.reset();
      }
    }

    @Override
    String answer() {
      return prediction(
          "'succeeded','output':['They took',' my house'],"
              + "'metrics':{'input_token_count':20,'output_token_count':5}");
    }

    @Override
    List<String> opening() {
      return List.of("event: output\nid: 1:0\ndata: \n\n");
    }

    @Override
    String word() {
      return "event: output\nid: 2:0\ndata: They took\n\n";
    }

    @Override
    List<String> ending(boolean usageTwice) {
      return List.of(
          "event: output\nid: 3:0\ndata:  my house\n\n", "event: done\nid: 4:0\ndata: {}\n\n");
    }

    @Override
    int status(VendorError error) {
      return switch (error) {
        case CONTEXT, CONTENT -> 201;
        case QUOTA -> 402;
        default -> error.status();
      };
    }

    @Override
    String error(VendorError error) {
      return switch (error) {
        case CONTEXT -> prediction("'failed','error':'%s'".formatted(error.words()));
        case CONTENT -> prediction("'failed','error':'NSFW content detected'");
        default -> json("{'detail':'%s','status':%d}".formatted(error.words(), status(error)));
      };
    }

    @Override
    String errorEvent() {
      return "event: error\ndata: {\"detail\":\"The server had an error\"}\n\n";
    }

    private String prediction(String status) {
      return json("{'id':'p1','model':'a/b','input':{},'status':%s}".formatted(status));
    }
  };

  /** The first that is said of an answer. */
  static final String WORD = "They took";

  /** What an answer uses. */
  static final Map<String, Long> USED =
      Map.of("calls", 1L, "input_tokens", 20L, "output_tokens", 5L);

  /** What vendors refuse a request with; the words are those that they say it in. */
  enum VendorError {
    INTERNAL(500, "The server had an error"),
    BUSY(503, "Overloaded"),
    LIMIT(429, "Rate limit reached"),
    QUOTA(429, "Your credit balance is too low"),
    CONTEXT(400, "prompt is too long: maximum context length"),
    CONTENT(400, "Output blocked by content filtering policy"),
    KEY(401, "Incorrect API key provided");

    private final int status;
    private final String words;

    VendorError(int status, String words) {
      this.status = status;
      this.words = words;
    }

    int status() {
      return status;
    }

    String words() {
      return words;
    }
  }

  /** The form of chats at the gateway's door. */
  Form.Chat form(Binder binder) {
    return (Form.Chat) door(binder).endpoints().getFirst().form();
  }

  abstract io.auterity.gateway.dialect.Dialect door(Binder binder);

  /** The plugin whose connectors speak it. */
  abstract Plugin plugin();

  /** Whether that connector of the plugin speaks it. */
  boolean isOf(String connector) {
    return true;
  }

  /** What its connectors are told to speak it. */
  Json.Obj config() {
    return Json.EMPTY;
  }

  /** The model that is asked, in the form that its vendor names models. */
  String model() {
    return "m";
  }

  /**
   * Answers what its connectors ask beside that which the fault is in.
   *
   * @return whether it was such a thing
   */
  boolean prepares(Fault fault, Vendor.Reply reply) throws IOException {
    return false;
  }

  /** Whether what it made of a request that failed may be billed. */
  boolean billsFailures() {
    return false;
  }

  /** A plain answer. */
  abstract String answer();

  /** Events of a stream before anything of the answer. */
  abstract List<String> opening();

  /** The event with the first of the answer. */
  abstract String word();

  /** Events of its end, which tell what was used, once or twice. */
  abstract List<String> ending(boolean usageTwice);

  abstract String error(VendorError error);

  /** The status with which it says that. */
  int status(VendorError error) {
    return error.status();
  }

  /** Whether a chat that was written in the dialect of its door goes to it as it is. */
  boolean passes() {
    return true;
  }

  /** Whether it refuses content by an error, and not in an answer only. */
  boolean refusesContent() {
    return true;
  }

  /** An error in the middle of a stream. */
  abstract String errorEvent();

  private static String json(String single) {
    return single.replace('\'', '"');
  }
}
