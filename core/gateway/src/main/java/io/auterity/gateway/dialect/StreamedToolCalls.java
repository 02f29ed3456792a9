package io.auterity.gateway.dialect;

import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The tool calls of a streamed answer, for dialects that tell them whole: each waits until its
 * arguments are, and until those that began before it are told.
 */
public final class StreamedToolCalls {

  private record Growing(Part.ToolCall first, StringBuilder arguments) {
    Part.ToolCall whole() {
      return new Part.ToolCall(first.id(), first.name(), arguments.toString(), first.extra());
    }
  }

  private final LinkedHashMap<Integer, Growing> calls = new LinkedHashMap<>();
  private final Set<Integer> done = new HashSet<>();

  /** Takes more of the call at that place. */
  public void add(int index, Part.ToolCall piece) {
    calls
        .computeIfAbsent(index, _ -> new Growing(piece, new StringBuilder()))
        .arguments()
        .append(piece.arguments());
  }

  /** Takes it that the part at that place is done; returns the calls whose turn it is. */
  public List<Part.ToolCall> done(int index) {
    if (calls.containsKey(index)) {
      done.add(index);
    }
    List<Part.ToolCall> told = new ArrayList<>();
    while (!calls.isEmpty() && done.remove(calls.firstEntry().getKey())) {
      told.add(calls.pollFirstEntry().getValue().whole());
    }
    return told;
  }

  /** All that are left, at the end of the answer. */
  public List<Part.ToolCall> rest() {
    List<Part.ToolCall> rest = calls.values().stream().map(Growing::whole).toList();
    calls.clear();
    return rest;
  }
}
