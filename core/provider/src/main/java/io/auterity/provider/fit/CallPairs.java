package io.auterity.provider.fit;

import io.auterity.provider.target.NameSpelling;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls of tools in a conversation, and what answers them. */
final class CallPairs {

  private static final String NOTHING = "(No result was given.)";

  /**
   * With ids as a vendor takes them. A call and what answers it keep one id, and two calls two.
   *
   * @param once whether no two calls may have the same id
   */
  static List<Message> spelled(
      List<Message> messages, @Nullable NameSpelling spelling, boolean once) {
    Set<String> given = new HashSet<>();
    Map<String, String> latest = new HashMap<>();
    return PartChanges.all(
        messages,
        part ->
            switch (part) {
              case Part.ToolCall _, Part.Opaque _ -> {
                String own = CustomToolCalls.id(part);
                if (own == null) {
                  yield part;
                }
                String id = spelling == null ? own : spelling.of(own);
                for (int again = 2; once && !given.add(id); again++) {
                  String other = own + "_" + again;
                  id = spelling == null ? other : spelling.of(other);
                }
                Part called = id.equals(own) ? part : CustomToolCalls.called(part, id);
                latest.put(own, String.valueOf(CustomToolCalls.id(called)));
                yield called;
              }
              case Part.ToolResult result -> {
                String known = latest.get(result.id());
                String id =
                    known != null
                        ? known
                        : spelling == null ? result.id() : spelling.of(result.id());
                yield id.equals(result.id())
                    ? part
                    : new Part.ToolResult(id, result.parts(), result.error());
              }
              default -> part;
            });
  }

  /**
   * With each call answered right behind the message that it stands in. An answer that came later
   * is put there, a call without one is given one that says so, and an answer to no call is what
   * the user says.
   *
   * @param lost told when something of that was needed
   */
  static List<Message> answered(List<Message> messages, Consumer<String> lost) {
    if (areAnswered(messages)) {
      return messages;
    }
    lost.accept("messages.tool_result");
    IdentityHashMap<Part, Part.ToolResult> answers = new IdentityHashMap<>();
    Set<Part> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Part> open = new HashMap<>();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        String id = CustomToolCalls.id(part);
        if (id != null) {
          open.put(id, part);
        } else if (part instanceof Part.ToolResult result) {
          Part call = open.remove(result.id());
          if (call != null) {
            answers.put(call, result);
            taken.add(result);
          }
        }
      }
    }
    List<Message> ordered = new ArrayList<>();
    for (Message message : messages) {
      List<Part> rest = rest(message, taken);
      if (!rest.isEmpty()) {
        Role role = message.role() == Role.TOOL ? Role.USER : message.role();
        ordered.add(
            rest.equals(message.parts()) ? message : new Message(role, rest, message.extra()));
      }
      List<Part> results = results(message, answers);
      if (!results.isEmpty()) {
        ordered.add(new Message(Role.TOOL, results));
      }
    }
    return ordered;
  }

  private static boolean areAnswered(List<Message> messages) {
    Set<String> open = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Message message : messages) {
      if (!open.isEmpty() && message.role() != Role.TOOL) {
        return false;
      }
      for (Part part : message.parts()) {
        String id = CustomToolCalls.id(part);
        if (id != null) {
          (CustomToolCalls.takesWords(part) ? open : others).add(id);
        } else if (part instanceof Part.ToolResult result
            && !open.remove(result.id())
            && !others.remove(result.id())) {
          return false;
        }
      }
    }
    return open.isEmpty();
  }

  // What answers no call is told in words and pictures.
  private static List<Part> rest(Message message, Set<Part> taken) {
    List<Part> rest = new ArrayList<>();
    for (Part part : message.parts()) {
      if (!(part instanceof Part.ToolResult result)) {
        rest.add(part);
      } else if (!taken.contains(part)) {
        rest.addAll(result.parts());
      }
    }
    return rest;
  }

  private static List<Part> results(
      Message message, IdentityHashMap<Part, Part.ToolResult> answers) {
    List<Part> results = new ArrayList<>();
    for (Part part : message.parts()) {
      String id = CustomToolCalls.id(part);
      if (id != null) {
        Part.ToolResult answer = answers.get(part);
        if (answer != null) {
          results.add(answer);
        } else if (CustomToolCalls.takesWords(part)) {
          results.add(new Part.ToolResult(id, NOTHING));
        }
      }
    }
    return results;
  }
}
