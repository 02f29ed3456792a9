package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.JsonWalk;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A block of a message that passes as it was written.
 *
 * @param type a block of a type that only this vendor knows is carried unchanged anyway
 * @param length how many characters of the answer stand in it; none of a type that only this vendor
 *     knows, since such a block may be what the vendor has found and no model has written
 */
record BlockScan(String type, int length) {

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "text", Set.of("text"),
          "tool_use", Set.of("id", "name", "input"),
          "thinking", Set.of("thinking", "signature"));

  /** What some endpoints tell of such a block as well. */
  private static final Map<String, String> FURTHER =
      Map.of("text", "citations", "tool_use", "caller");

  /** Whether the platform knows what stands in it. */
  boolean isKnown() {
    return KNOWN.containsKey(type);
  }

  /**
   * Of the block at which a walk stands.
   *
   * @param whole whether nothing more of it follows
   */
  static BlockScan of(JsonWalk walk, boolean whole) {
    walk.enterObject();
    String type = "";
    int length = 0;
    Set<String> names = HashSet.newHashSet(4);
    for (String name = walk.field(); name != null; name = walk.field()) {
      if (name.equals("type")) {
        type = walk.text();
      } else {
        length += take(walk, name, whole);
        names.add(name);
      }
    }
    names.remove(FURTHER.getOrDefault(type, ""));
    Set<String> known = KNOWN.get(type);
    walk.require(!type.isEmpty() && (known == null || names.equals(known)));
    return new BlockScan(type, known == null ? 0 : length);
  }

  // Takes a field; what is told are words, or the name of a tool.
  private static int take(JsonWalk walk, String name, boolean whole) {
    switch (name) {
      case "text", "thinking", "name" -> {
        return walk.textLength();
      }
      case "id" -> walk.require(walk.isText());
      case "signature" -> walk.require(walk.textLength() > 0 || !whole);
      case "input" ->
          walk.require(
              walk.value() instanceof Json.Obj input && (whole || input.fields().isEmpty()));
      case "caller" -> walk.require(walk.value() instanceof Json.Obj);
      case "citations" -> walk.require(walk.isNull() || (!whole && isEmptyList(walk)));
      default -> walk.skip();
    }
    return 0;
  }

  private static boolean isEmptyList(JsonWalk walk) {
    walk.enterList();
    return !walk.item();
  }
}
