package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.LogprobFields;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.SamplingFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads bodies of {@code POST /v1/chat/completions}. A field that the canonical request has no name
 * for goes into its {@code extra} untouched; what cannot be answered is refused.
 */
public final class ChatReader {

  private static final String OPTIONS = "stream_options";
  private static final int MOST_ANSWERS = 64;
  private static final Json FALSE = Json.of(false);
  private static final List<String> MODALITIES = List.of("text", "image", "audio");

  private final JsonReader json;
  private final MessageReader messages;

  public ChatReader(JsonReader json, Binder binder) {
    this.json = json;
    this.messages = new MessageReader(binder);
  }

  /**
   * Reads a body.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} or {@code unsupported}; {@code
   *     fields} names the place
   */
  public ChatCall read(byte[] body) {
    return json.read(body, this::read);
  }

  private ChatCall read(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw FieldRefusals.wrongType("", "an object", JsonReader.value(parser));
    }
    RequestFields body = new RequestFields("");
    List<Message> conversation = null;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("messages")) {
        conversation = messages.readAll(parser);
      } else {
        body.put(name, JsonReader.value(parser));
      }
    }
    if (conversation == null) {
      throw FieldRefusals.missing("messages");
    }
    return call(body, conversation);
  }

  /** Of all fields but the messages, and those. */
  static ChatCall call(RequestFields body, List<Message> conversation) {
    List<String> alternatives = body.alternatives();
    boolean stream = body.flag("stream");
    boolean usage = usage(body, stream);
    String effort = body.text("reasoning_effort");
    Thinking thinking = effort == null ? null : Thinking.effort(effort);
    ToolReader tools = ToolReader.read(body);
    String user = body.text("user");
    Sampling sampling = SamplingFields.SNAKE.read(body);
    AnswerFormatReader answer = AnswerFormatReader.of(body);
    Integer logprobs = LogprobFields.read(body, "logprobs", "top_logprobs");
    int answers = answers(body);
    List<String> modalities = modalities(body);
    XmlFormat xml = XmlField.take(body, XmlField.NAME);
    ChatRequest request =
        ChatRequest.builder(body.model(), conversation)
            .tools(tools.tools())
            .toolChoice(tools.choice())
            .maxOutputTokens(longest(body))
            .temperature(body.number("temperature"))
            .topP(body.number("top_p"))
            .stop(stop(body))
            .answerSchema(answer.schema())
            .extra(body.extra(PartReader.DIALECT))
            .thinking(thinking)
            .parallelTools(tools.parallel())
            .user(user)
            .sampling(sampling)
            .answerFormat(answer.format())
            .logprobs(logprobs)
            .modalities(modalities)
            .build();
    return new ChatCall(XmlField.with(xml, request), stream, usage, answers, tools.older())
        .or(alternatives);
  }

  private static boolean usage(RequestFields body, boolean stream) {
    RequestFields options = body.object(OPTIONS);
    if (options == null) {
      return false;
    }
    if (!stream) {
      throw FieldRefusals.invalid(OPTIONS, "goes with stream only");
    }
    boolean usage = options.flag("include_usage");
    keepPlain(options, body);
    if (!options.isEmpty()) {
      throw FieldRefusals.unsupported(options.at(options.first()), "is not known");
    }
    return usage;
  }

  // A vendor that fills its chunks up to hide their length goes on being asked not to.
  private static void keepPlain(RequestFields options, RequestFields body) {
    String name = "include_obfuscation";
    if (only(options, name, FALSE)) {
      body.put(OPTIONS, Json.EMPTY.with(name, FALSE));
    }
  }

  // Text alone is what is answered anyhow.
  private static @Nullable List<String> modalities(RequestFields body) {
    List<Json> asked = body.list("modalities");
    if (asked == null) {
      return null;
    }
    List<String> named = texts("modalities", asked);
    for (String one : named) {
      if (!MODALITIES.contains(one)) {
        throw FieldRefusals.unsupported(
            body.at("modalities"), "can be of %s, not %s".formatted(MODALITIES, one));
      }
    }
    return named.equals(List.of("text")) || named.isEmpty() ? null : named;
  }

  private static int answers(RequestFields body) {
    Integer asked = body.positive("n");
    if (asked != null && asked > MOST_ANSWERS) {
      throw FieldRefusals.invalid("n", "must be 1 to %d, not %d".formatted(MOST_ANSWERS, asked));
    }
    return asked == null ? 1 : asked;
  }

  /** Whether it stands there. */
  private static boolean only(RequestFields fields, String name, Json carried) {
    Json value = fields.take(name);
    if (value != null && !value.equals(carried)) {
      throw FieldRefusals.unsupported(
          fields.at(name), "can be %s only, not %s".formatted(carried, value));
    }
    return value != null;
  }

  private static @Nullable Integer longest(RequestFields body) {
    Integer newer = body.positive("max_completion_tokens");
    Integer older = body.positive("max_tokens");
    if (newer != null && older != null) {
      throw FieldRefusals.invalid("max_tokens", "must not stand beside max_completion_tokens");
    }
    return newer == null ? older : newer;
  }

  private static @Nullable List<String> stop(RequestFields body) {
    return switch (body.take("stop")) {
      case null -> null;
      case Json.Str(String one) -> List.of(one);
      case Json.Arr(List<Json> several) -> texts("stop", several);
      case Json other -> throw FieldRefusals.wrongType("stop", "a string or an array", other);
    };
  }

  private static List<String> texts(String name, List<Json> items) {
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType(name, "an array of strings", item);
      }
      texts.add(text);
    }
    return texts;
  }
}
