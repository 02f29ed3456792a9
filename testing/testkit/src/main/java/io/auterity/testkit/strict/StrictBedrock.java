package io.auterity.testkit.strict;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Amazon Bedrock's Converse. Sources: the service's model in botocore (names, ids, formats, ranges,
 * media of users alone); dify 12340 and kibana pull request 246393 (the first message), Portkey-AI
 * gateway 748 (turns), langchain 26968 (empty messages), continue 9767 and hermes-agent pull
 * request 63983 (blank texts), dify 17545 (calls without tools), OpenHands 4912 and agno 6698
 * (results), Kiro 11026 (schemas of tools), litellm pull request 36499 (a document without words),
 * vercel/ai 20365 (names of documents), generative-ai-use-cases 1685 (documents of one name, more
 * than five).
 */
public final class StrictBedrock extends StrictVendor {

  /** What it signs a thought with. */
  public static final String SEAL = "c2VhbGVkLWJ5LWJlZHJvY2s=";

  private static final String NAME = "[a-zA-Z0-9_-]{1,64}";
  private static final String ID = "[a-zA-Z0-9_.:-]{1,64}";
  private static final String PATTERN_SAID =
      "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: it is %s";
  private static final String DOCUMENT_SAID =
      "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. (%s: %s)";
  private static final String CONTENT = "messages[*].content[*]";
  private static final String DOCUMENTS = CONTENT + ".document.name";
  private static final int MOST_DOCUMENTS = 5;

  private static final List<StrictRule> RULES =
      List.of(
          StrictBedrock::turns,
          each(
              message -> Places.at(message, "content[*]").isEmpty(),
              "The content field in the Message object at messages.%d is empty. Add a ContentBlock object to the content field and try again."),
          each(
              message ->
                  Places.texts(message, "content[*].text").stream().anyMatch(String::isBlank),
              "The text field in the ContentBlock object at messages.%d.content.0 is blank. Add text to the text field, and try again."),
          StrictRule.when(
              asked -> asked.texts("system[*].text").stream().anyMatch(String::isBlank),
              "The text field in the SystemContentBlock object at system.0 is blank. Add text to the text field, and try again."),
          StrictRule.when(
              asked -> asked.objects("toolConfig").isEmpty() && calls(asked),
              "The toolConfig field must be defined when using toolUse and toolResult content blocks."),
          StrictRule.when(
              asked ->
                  !asked.objects("toolConfig").isEmpty()
                      && asked.objects("toolConfig.tools[*]").isEmpty(),
              "1 validation error detected: Value '[]' at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1"),
          StrictBedrock::results,
          StrictRule.form("toolConfig.tools[*].toolSpec.name", NAME, PATTERN_SAID),
          StrictRule.form(CONTENT + ".toolUse.name", NAME, PATTERN_SAID),
          StrictRule.form(CONTENT + ".toolUse.toolUseId", ID, PATTERN_SAID),
          StrictRule.form(CONTENT + ".toolResult.toolUseId", ID, PATTERN_SAID),
          StrictRule.when(
              asked ->
                  asked.objects("toolConfig.tools[*].toolSpec.inputSchema.json").stream()
                      .anyMatch(schema -> !"object".equals(schema.text("type"))),
              "The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object."),
          StrictRule.form(DOCUMENTS, "(?!.* {2})[A-Za-z0-9_ ()\\[\\]-]{1,200}", DOCUMENT_SAID),
          StrictRule.when(
              asked -> {
                List<String> names = asked.texts(DOCUMENTS);
                return new HashSet<>(names).size() < names.size();
              },
              "Messages can't contain duplicate document names."),
          StrictRule.when(
              asked -> asked.texts(DOCUMENTS).size() > MOST_DOCUMENTS,
              "You can't include more than 5 documents in a request."),
          each(
              message ->
                  !Places.at(message, "content[*].document").isEmpty()
                      && Places.texts(message, "content[*].text").stream()
                          .allMatch(String::isBlank),
              "A text block must be included when using documents. Add a text block and retry your request. (messages.%d)"),
          each(
              message ->
                  !"user".equals(message.text("role"))
                      && Stream.of("image", "document")
                          .anyMatch(media -> !Places.at(message, "content[*]." + media).isEmpty()),
              "messages.%d: You can only include images and documents if the role is user."),
          StrictRule.form(
              CONTENT + ".image.format",
              "png|jpeg|gif|webp",
              "Value at '%s' failed to satisfy constraint: Member must satisfy enum value set: [jpeg, png, gif, webp], not %s"),
          StrictRule.form(
              CONTENT + ".document.format",
              "pdf|csv|doc|docx|xls|xlsx|html|txt|md",
              "Value at '%s' failed to satisfy constraint: Member must satisfy enum value set, not %s"),
          StrictRule.when(
              asked ->
                  asked.texts(CONTENT + ".reasoningContent.reasoningText.signature").stream()
                      .anyMatch(signature -> !signature.equals(SEAL)),
              "The model returned the following errors: messages.1.content.0: Invalid `signature` in `thinking` block"),
          StrictRule.when(
              asked -> {
                Double temperature = asked.number("inferenceConfig.temperature");
                return temperature != null && (temperature < 0 || temperature > 1);
              },
              "Value at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1"));

  private static StrictRule each(Predicate<Json.Obj> broken, String message) {
    return asked -> {
      List<Json.Obj> messages = asked.objects("messages[*]");
      return Stream.iterate(0, i -> i < messages.size(), i -> i + 1)
          .filter(i -> broken.test(messages.get(i)))
          .map(i -> StrictRule.Refusal.of(message.formatted(i)));
    };
  }

  private static Stream<StrictRule.Refusal> turns(Asked asked) {
    List<String> roles = asked.texts("messages[*].role");
    if (roles.isEmpty() || !roles.getFirst().equals("user")) {
      return Stream.of(
          StrictRule.Refusal.of(
              "A conversation must start with a user message. Try again with a conversation that starts with a user message."));
    }
    for (int i = 1; i < roles.size(); i++) {
      if (roles.get(i).equals(roles.get(i - 1))) {
        return Stream.of(
            StrictRule.Refusal.of(
                "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again."));
      }
    }
    return Stream.empty();
  }

  private static boolean calls(Asked asked) {
    return asked.objects(CONTENT).stream()
        .anyMatch(block -> block.get("toolUse") != null || block.get("toolResult") != null);
  }

  private static Stream<StrictRule.Refusal> results(Asked asked) {
    Set<String> open = Set.of();
    List<Json.Obj> messages = asked.objects("messages[*]");
    for (int i = 0; i < messages.size(); i++) {
      List<String> answered = Places.texts(messages.get(i), "content[*].toolResult.toolUseId");
      if (answered.size() > open.size()) {
        return Stream.of(
            StrictRule.Refusal.of(
                "The number of toolResult blocks at messages.%d.content exceeds the number of toolUse blocks of previous turn."
                    .formatted(i)));
      }
      if (!new HashSet<>(answered).containsAll(open)) {
        return Stream.of(
            StrictRule.Refusal.of(
                "Expected toolResult blocks at messages.%d.content for the following Ids: %s"
                    .formatted(i, String.join(", ", open))));
      }
      open = new HashSet<>(Places.texts(messages.get(i), "content[*].toolUse.toolUseId"));
    }
    return Stream.empty();
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json("{'message': %s}", text(refusal.message()));
  }

  @Override
  Map<String, String> errorHeaders() {
    return Map.of("x-amzn-errortype", "ValidationException");
  }

  @Override
  List<String> tools(Asked request) {
    return request.texts("toolConfig.tools[*].toolSpec.name");
  }

  @Override
  boolean streams(Asked request) {
    return request.path().endsWith("/converse-stream");
  }

  private static String end(Said said) {
    return said.isCall() ? "tool_use" : "end_turn";
  }

  private static final String USAGE =
      "{'inputTokens': 20, 'outputTokens': 5, 'totalTokens': 25}".replace('\'', '"');

  @Override
  Json whole(Asked request, Said said) {
    Json block =
        said.isCall()
            ? json(
                "{'toolUse': {'toolUseId': 'tooluse_1', 'name': %s, 'input': %s}}",
                text(said.tool()), said.arguments())
            : json("{'text': %s}", text(said.text()));
    String thought =
        said.thinks()
            ? json(
                    "{'reasoningContent': {'reasoningText': {'text': %s, 'signature': '%s'}}}",
                    text(said.thought()), SEAL)
                + ", "
            : "";
    return json(
        "{'output': {'message': {'role': 'assistant', 'content': [%s%s]}}, 'stopReason': '%s', 'usage': %s, 'metrics': {'latencyMs': 1}}",
        thought, block, end(said), USAGE);
  }

  @Override
  String streamed(Asked request, Said said) {
    int index = said.thinks() ? 1 : 0;
    Stream<Json> begun =
        said.isCall()
            ? Stream.of(
                json(
                    "{'contentBlockStart': {'contentBlockIndex': %d, 'start': {'toolUse': {'toolUseId': 'tooluse_1', 'name': %s}}}}",
                    index, text(said.tool())))
            : Stream.empty();
    Json delta =
        said.isCall()
            ? json("{'toolUse': {'input': %s}}", text(said.arguments().toString()))
            : json("{'text': %s}", text(said.text()));
    return Stream.of(
            Stream.of(json("{'messageStart': {'role': 'assistant'}}")),
            thinking(said),
            begun,
            Stream.of(
                json("{'contentBlockDelta': {'contentBlockIndex': %d, 'delta': %s}}", index, delta),
                json("{'contentBlockStop': {'contentBlockIndex': %d}}", index),
                json("{'messageStop': {'stopReason': '%s'}}", end(said)),
                json("{'metadata': {'usage': %s, 'metrics': {'latencyMs': 1}}}", USAGE)))
        .flatMap(events -> events)
        .map(this::event)
        .reduce("", String::concat);
  }

  private static Stream<Json> thinking(Said said) {
    return said.thinks()
        ? Stream.of(
            json(
                "{'contentBlockDelta': {'contentBlockIndex': 0, 'delta': {'reasoningContent': {'text': %s}}}}",
                text(said.thought())),
            json(
                "{'contentBlockDelta': {'contentBlockIndex': 0, 'delta': {'reasoningContent': {'signature': '%s'}}}}",
                SEAL),
            json("{'contentBlockStop': {'contentBlockIndex': 0}}"))
        : Stream.empty();
  }

  /** One line: an object of one field, which names the event. */
  @Override
  String event(Json event) {
    return event + "\n";
  }

  @Override
  String streamType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  byte[] bytes(String streamed) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    streamed
        .lines()
        .map(line -> (Json.Obj) YamlTree.json(line.getBytes(UTF_8)))
        .flatMap(event -> event.fields().entrySet().stream())
        .forEach(event -> all.writeBytes(frame(event.getKey(), event.getValue())));
    return all.toByteArray();
  }

  private static byte[] frame(String type, Json payload) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, ":event-type", type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", "event");
    byte[] body = payload.toString().getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(number(16 + headers.size() + body.length));
    frame.writeBytes(number(headers.size()));
    frame.writeBytes(checksum(frame));
    frame.writeBytes(headers.toByteArray());
    frame.writeBytes(body);
    frame.writeBytes(checksum(frame));
    return frame.toByteArray();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static void header(ByteArrayOutputStream headers, String name, String value) {
    headers.write(name.length());
    headers.writeBytes(name.getBytes(UTF_8));
    headers.write(7);
    headers.write(0);
    headers.write(value.length());
    headers.writeBytes(value.getBytes(UTF_8));
  }

  private static byte[] checksum(ByteArrayOutputStream written) {
    CRC32 sum = new CRC32();
    sum.update(written.toByteArray());
    return number((int) sum.getValue());
  }

  @Override
  Optional<Json> told(Asked request) {
    return request.method().equals("GET")
        ? Optional.of(json("{'modelSummaries': [], 'inferenceProfileSummaries': []}"))
        : Optional.empty();
  }
}
