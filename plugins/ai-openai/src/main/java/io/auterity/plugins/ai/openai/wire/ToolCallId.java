package io.auterity.plugins.ai.openai.wire;

/** Ids of tool calls: some endpoints leave them empty, but a result must name its call. */
final class ToolCallId {

  private ToolCallId() {}

  static String of(String given, int index) {
    return given.isEmpty() ? "call_" + index : given;
  }
}
