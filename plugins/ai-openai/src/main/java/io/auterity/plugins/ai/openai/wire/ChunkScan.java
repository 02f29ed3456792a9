package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import io.auterity.spi.ai.WireEvent.UsageField;
import io.auterity.toolkit.json.JsonWalk;
import io.auterity.toolkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through one chunk of a streamed answer for what the platform must know of it, and whether
 * it may pass as it was written, as {@link AnswerScan} does with a whole answer.
 */
final class ChunkScan {

  private static final Set<String> REASONS =
      Set.of("stop", "length", "tool_calls", "content_filter");

  /** A tool call that begins. */
  record ToolCall(long number, String id, String name) {}

  private final JsonWalk walk;
  private final List<String> known;
  private final List<ToolCall> toolCalls = new ArrayList<>(0);
  private String id = "";
  private String model = "";
  private String tier = "";
  private long created;
  private boolean chooses;
  private boolean hasUsage;
  private boolean namesRole;
  private int text;
  private int thoughts;
  private int written;
  private boolean showsMore;
  private @Nullable String reason;
  private @Nullable TokenUsage usage;
  private Json.@Nullable Obj told;
  private int before;
  private int fieldFrom;
  private int toldFrom;
  private int toldTo;
  private byte[] json = {};

  private ChunkScan(JsonWalk walk, List<String> known) {
    this.walk = walk;
    this.known = known;
  }

  /**
   * The chunk of that data; null when it must be read.
   *
   * @param known ids of the tool calls until now, by their numbers; new ones are added
   */
  static @Nullable ChunkScan of(String data, List<String> known) {
    int before = known.size();
    ChunkScan chunk =
        JsonWalk.through(data.getBytes(UTF_8), walk -> new ChunkScan(walk, known).scanned());
    if (chunk == null) {
      known.subList(before, known.size()).clear();
    }
    return chunk;
  }

  String id() {
    return id;
  }

  String model() {
    return model;
  }

  /** Whether it says that the model speaks, as the first must. */
  boolean namesRole() {
    return namesRole;
  }

  /** How many characters of the answer's text it carries. */
  int text() {
    return text;
  }

  /** How many characters of thoughts it carries. */
  int thoughts() {
    return thoughts;
  }

  /** Those that begin with it. */
  List<ToolCall> toolCalls() {
    return toolCalls;
  }

  /** Why the answer ended; null when it goes on. */
  @Nullable String reason() {
    return reason;
  }

  @Nullable TokenUsage usage() {
    return usage;
  }

  /** Whether it tells nothing of the answer: usage, if anything. */
  boolean tally() {
    return !chooses;
  }

  /** The event that passes. */
  WireEvent passed() {
    int length = text + thoughts + written;
    UsageField field =
        tally() ? UsageField.ALONE : hasUsage ? UsageField.AS_USUAL : UsageField.ABSENT;
    return event(json, length > 0 || showsMore, length, field);
  }

  /** An event of the same answer that tells its usage and nothing else. */
  WireEvent alone() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("id", Json.of(id));
    fields.put("object", Json.of("chat.completion.chunk"));
    fields.put("created", Json.of(created));
    fields.put("model", Json.of(model));
    fields.put("choices", Json.array(List.of()));
    fields.put("usage", Objects.requireNonNull(told));
    return event(new Json.Obj(fields).toString().getBytes(UTF_8), false, 0, UsageField.ALONE);
  }

  private WireEvent event(byte[] data, boolean visible, int length, UsageField field) {
    return new WireEvent.Passed(SseEvent.bytes(data), visible, length, usage, field, false);
  }

  private ChunkScan scanned() {
    int needed = 5;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      needed -= takeField(name) ? 1 : 0;
      before = walk.end();
    }
    walk.require(needed == 0 && !id.isEmpty() && !model.isEmpty());
    usage = usage == null ? null : UsageJson.served(usage, tier);
    changeUsage();
    json = walk.changed();
    return this;
  }

  /** Takes a field; true when the dialect asks for it. */
  private boolean takeField(String name) {
    switch (name) {
      case "id" -> id = walk.text();
      case "model" -> model = walk.text();
      case "object" -> walk.require(walk.text().equals("chat.completion.chunk"));
      case "created" -> created = walk.integer();
      case "choices" -> takeChoices();
      case UsageJson.SERVICE_TIER -> {
        tier = walk.isNull() ? "" : walk.text();
        return false;
      }
      case "usage" -> {
        hasUsage = true;
        takeUsage();
        return false;
      }
      default -> {
        walk.require(!name.equals("error") || walk.isNull());
        walk.skip();
        return false;
      }
    }
    return true;
  }

  private void takeChoices() {
    walk.enterList();
    chooses = walk.item();
    if (chooses) {
      takeChoice();
      walk.require(!walk.item());
    }
  }

  private void takeChoice() {
    boolean first = false;
    boolean delta = false;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "index" -> first = walk.integer() == 0;
        case "delta" -> {
          takeDelta();
          delta = true;
        }
        case "finish_reason" -> reason = walk.isNull() ? null : walk.text();
        default -> walk.skip();
      }
    }
    walk.require(first && delta);
    walk.require(
        reason == null
            || (REASONS.contains(reason) && (known.isEmpty() || !reason.equals("stop"))));
  }

  private void takeDelta() {
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "role" -> {
          walk.require(walk.isNull() || walk.text().equals("assistant"));
          namesRole = walk.isText();
        }
        case "content" -> text = walk.isNull() ? 0 : walk.textLength();
        case "reasoning_content" -> thoughts = walk.isNull() ? 0 : walk.textLength();
        case "tool_calls" -> takeToolCalls();
        // What is told in other words here, or under another name.
        case "reasoning", "refusal", "function_call", "annotations", "auterity_parts" ->
            walk.require(walk.isNull());
        default -> takeMore();
      }
    }
  }

  // Whatever only its vendor knows of the answer, such as sound or a picture: it shows something,
  // but is none of the characters from which use is estimated.
  private void takeMore() {
    if (walk.isNull()) {
      return;
    }
    showsMore |=
        switch (walk.value()) {
          case Json.Str(String words) -> !words.isEmpty();
          case Json.Arr(List<Json> items) -> !items.isEmpty();
          case Json.Obj object -> !object.fields().isEmpty();
          default -> true;
        };
  }

  private void takeToolCalls() {
    if (walk.isNull()) {
      return;
    }
    walk.enterList();
    while (walk.item()) {
      takeToolCall();
    }
  }

  private void takeToolCall() {
    long number = -1;
    String called = "";
    String name = "";
    boolean typed = false;
    walk.enterObject();
    for (String field = walk.field(); field != null; field = walk.field()) {
      switch (field) {
        case "index" -> number = walk.integer();
        case "id" -> called = walk.isNull() ? "" : walk.text();
        case "type" -> {
          walk.require(walk.isNull() || walk.text().equals("function"));
          typed = walk.isText();
        }
        case "function" -> name = takeFunction();
        default -> walk.skip();
      }
    }
    if (number == known.size()) {
      walk.require(!called.isEmpty() && typed && !name.isEmpty());
      known.add(called);
      toolCalls.add(new ToolCall(number, called, name));
    } else {
      walk.require(number >= 0 && number < known.size() && name.isEmpty());
      walk.require(called.isEmpty() || called.equals(known.get((int) number)));
    }
    showsMore = true;
  }

  private String takeFunction() {
    String name = "";
    boolean arguments = false;
    walk.enterObject();
    for (String field = walk.field(); field != null; field = walk.field()) {
      switch (field) {
        case "name" -> name = walk.isNull() ? "" : walk.text();
        case "arguments" -> {
          written += walk.textLength();
          arguments = true;
        }
        default -> walk.skip();
      }
    }
    written += name.length();
    walk.require(arguments);
    return name;
  }

  private void takeUsage() {
    if (walk.isNull()) {
      return;
    }
    fieldFrom = before;
    toldFrom = walk.start();
    if (walk.value() instanceof Json.Obj object) {
      toldTo = walk.end();
      told = object;
      TokenUsage read = UsageJson.read(object);
      usage = read.equals(TokenUsage.NONE) ? null : read;
    } else {
      walk.require(false);
    }
  }

  // Not every caller asks for usage, and those who do are told it once: beside a choice there is
  // none. A first field has no comma before it to take away.
  private void changeUsage() {
    Json.Obj object = told;
    if (object == null) {
      return;
    }
    Json.Obj whole = usage == null ? object : UsageJson.whole(object, usage);
    told = whole;
    if (usage == null || chooses) {
      walk.change(fieldFrom == 0 ? toldFrom : fieldFrom, toldTo, fieldFrom == 0 ? "null" : "");
    } else if (!whole.equals(object)) {
      walk.change(toldFrom, toldTo, whole.toString());
    }
  }
}
