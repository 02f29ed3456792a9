package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import io.auterity.toolkit.json.JsonWalk;
import io.auterity.toolkit.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks through one event of a streamed message for what the platform must know of it, and whether
 * it may pass as it was written, as {@link MessageScan} does with a whole message.
 */
final class EventScan {

  private static final String STOP = "message_stop";
  private static final Pattern TYPE = Pattern.compile("\\P{Cntrl}+");

  /** What must stand in the events that are known. */
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "message_start",
          Set.of("message"),
          "content_block_start",
          Set.of("index", "content_block"),
          "content_block_delta",
          Set.of("index", "delta"),
          "content_block_stop",
          Set.of("index"),
          "message_delta",
          Set.of("delta", "usage"),
          STOP,
          Set.of());

  /** What may grow in a block that is known, by the type of what is added. */
  private static final Map<String, Set<String>> GROWS =
      Map.of(
          "text", Set.of("text_delta", "citations_delta"),
          "thinking", Set.of("thinking_delta", "signature_delta"),
          "tool_use", Set.of("input_json_delta"));

  private static final Map<String, String> ADDED =
      Map.of(
          "text_delta", "text",
          "citations_delta", "citation",
          "thinking_delta", "thinking",
          "signature_delta", "signature",
          "input_json_delta", "partial_json");

  private final JsonWalk walk;
  private final MessagesStream before;
  private String type = "";
  private String block = "";
  private boolean visible;
  private boolean executed;
  private int length;
  private @Nullable TokenUsage usage;

  private EventScan(JsonWalk walk, MessagesStream before) {
    this.walk = walk;
    this.before = before;
  }

  /**
   * The event of that data; null when it must be read.
   *
   * @param before what has been told until then
   */
  static @Nullable EventScan of(String data, MessagesStream before) {
    return JsonWalk.through(
        data.getBytes(StandardCharsets.UTF_8), walk -> new EventScan(walk, before).scanned());
  }

  /** An event of a type that is not known, by its data; null where none may come now. */
  static @Nullable WireEvent unknown(String type, String data, MessagesStream before) {
    byte[] clean =
        JsonWalk.through(
            data.getBytes(StandardCharsets.UTF_8),
            walk -> {
              walk.skip();
              return walk.changed();
            });
    return clean != null && before.admits(type) && TYPE.matcher(type).matches()
        ? passed(type, clean, false, 0, null)
        : null;
  }

  /** The end of a message whose vendor does not say it. */
  static WireEvent stop() {
    byte[] data = ContentBlocks.typed(STOP).toString().getBytes(StandardCharsets.UTF_8);
    return passed(STOP, data, false, 0, null);
  }

  /** Whether events of that type tell anything of a message. */
  static boolean isKnown(String type) {
    return NEEDED.containsKey(type);
  }

  String type() {
    return type;
  }

  /** Type of the block that begins with it. */
  String block() {
    return block;
  }

  /** How many characters of the answer it carries. */
  int length() {
    return length;
  }

  /** The event that passes. */
  WireEvent passed() {
    TokenUsage told = usage;
    return passed(
        type,
        walk.changed(),
        visible,
        length,
        told != null && executed ? told.and(Surcharge.CODE_SESSIONS, 1) : told);
  }

  private static WireEvent passed(
      String type, byte[] data, boolean visible, int length, @Nullable TokenUsage usage) {
    return new WireEvent.Passed(
        SseEvent.bytes(type, data),
        visible,
        length,
        usage,
        WireEvent.UsageField.AS_USUAL,
        type.equals(STOP));
  }

  private EventScan scanned() {
    walk.enterObject();
    walk.require("type".equals(walk.field()));
    type = walk.text();
    walk.require(before.admits(type) && TYPE.matcher(type).matches());
    Set<String> found = HashSet.newHashSet(4);
    for (String name = walk.field(); name != null; name = walk.field()) {
      take(name);
      found.add(name);
    }
    walk.require(found.containsAll(NEEDED.getOrDefault(type, Set.of())));
    if (type.equals("content_block_stop")) {
      visible = !GROWS.containsKey(before.openType());
      length = before.untold();
    }
    return this;
  }

  private void take(String name) {
    switch (type) {
      case "message_start" -> takeStart(name);
      case "content_block_start", "content_block_delta", "content_block_stop" -> takeBlock(name);
      case "message_delta" -> takeEnd(name);
      default -> walk.skip();
    }
  }

  private void takeStart(String name) {
    if (name.equals("message")) {
      usage = MessageScan.beginning(walk);
    } else {
      walk.skip();
    }
  }

  private void takeBlock(String name) {
    switch (name) {
      case "index" -> walk.require(walk.integer() == before.index());
      case "content_block" -> {
        walk.require(type.equals("content_block_start"));
        takeBegin();
      }
      case "delta" -> {
        walk.require(type.equals("content_block_delta"));
        takeDelta();
      }
      default -> walk.skip();
    }
  }

  private void takeBegin() {
    BlockScan begun = BlockScan.of(walk, false);
    block = begun.type();
    length = begun.length();
    visible = block.equals("tool_use") || (begun.isKnown() && length > 0);
  }

  private void takeDelta() {
    Set<String> grows = GROWS.get(before.openType());
    if (grows == null) {
      walk.require(walk.value() instanceof Json.Obj delta && takeUnknown(delta));
      return;
    }
    String added = "";
    Set<String> found = HashSet.newHashSet(2);
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      if (name.equals("type")) {
        added = walk.text();
      } else {
        length += takeAdded(name);
        found.add(name);
      }
    }
    String needed = ADDED.get(added);
    walk.require(needed != null && grows.contains(added) && found.contains(needed));
    visible = length > 0 || added.equals("citations_delta");
  }

  private boolean takeUnknown(Json.Obj delta) {
    length = MessagesStream.written(delta);
    return true;
  }

  // A signature shows nothing, and a source is none of the answer's words.
  private int takeAdded(String name) {
    switch (name) {
      case "text", "thinking", "partial_json" -> {
        return walk.textLength();
      }
      case "signature" -> walk.require(walk.isText());
      case "citation" -> walk.require(walk.value() instanceof Json.Obj);
      default -> walk.skip();
    }
    return 0;
  }

  private void takeEnd(String name) {
    switch (name) {
      case "delta" -> takeReason();
      case "usage" -> takeUsage();
      default -> walk.skip();
    }
  }

  private void takeReason() {
    Set<String> found = HashSet.newHashSet(4);
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "stop_reason" ->
            walk.require(walk.isNull() ? !before.message().ended() : MessageScan.isReason(walk));
        case "stop_sequence" -> walk.require(walk.isNull());
        case "container" -> {
          executed = !walk.isNull();
          walk.skip();
        }
        default -> walk.skip();
      }
      found.add(name);
    }
    walk.require(found.contains("stop_reason"));
  }

  private void takeUsage() {
    walk.require(walk.value() instanceof Json.Obj told && takeUsage(told));
  }

  // The usage of the whole, of which an endpoint may tell what is new only.
  private boolean takeUsage(Json.Obj told) {
    usage = before.message().with(Json.EMPTY, told).usage();
    return true;
  }
}
