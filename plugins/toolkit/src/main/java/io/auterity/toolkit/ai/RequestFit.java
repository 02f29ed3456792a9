package io.auterity.toolkit.ai;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a request to what one dialect can carry and notes what is lost. A codec writes only what
 * this leaves, and so what it tells of a loss and what it does cannot differ: nothing is lost if,
 * and only if, it leaves the request as it was. No text is copied, and none is read.
 */
public final class RequestFit {

  /** What a dialect makes of parts and tools. */
  public interface Rules {

    /** The part as it can be carried: itself, a changed one, or null when it is left out. */
    @Nullable Part carry(Part part, Place place, RequestFit fit);

    /** The tool as it can be carried: itself, a changed one, or null when it is left out. */
    default @Nullable Tool carry(Tool tool, RequestFit fit) {
      return tool;
    }

    /** Whether its answers can be asked to hold that besides words, e.g. {@code image}. */
    default boolean supportsModality(String modality) {
      return false;
    }

    /** Whether it tells how likely the tokens of an answer were. */
    default boolean tellsLogprobs() {
      return false;
    }
  }

  /**
   * Where a part stands.
   *
   * @param before the part before it in what is carried of its message; null when it is the first
   */
  public record Place(Role role, @Nullable Part before) {}

  private final Set<String> dialects;
  private final Set<String> lost = new LinkedHashSet<>();

  /**
   * @param dialects names under which it is told what only it understands
   */
  public RequestFit(String... dialects) {
    this.dialects = Set.of(dialects);
  }

  /** What was lost so far, each once. */
  public List<String> lost() {
    return lost.isEmpty() ? List.of() : List.copyOf(lost);
  }

  /** Notes that a field is dropped or changed. */
  public void lose(String field) {
    lost.add(field);
  }

  /** Notes that a kind of part is dropped: what is left of the part. */
  public @Nullable Part losePart(String part) {
    lose("messages." + part);
    return null;
  }

  /** For a dialect in which a system text stands before all others. */
  public void systemFirst(ChatRequest request) {
    boolean begun = false;
    for (Message message : request.messages()) {
      if (message.role() == Role.SYSTEM && begun) {
        lose("messages.system");
      }
      begun |= message.role() != Role.SYSTEM;
    }
  }

  /** A tool's result for a dialect without marks for a cache in it and without errors of tools. */
  public Part.ToolResult bareResult(Part.ToolResult result) {
    List<Part.Content> parts =
        result.parts().stream().filter(part -> !(part instanceof Part.CachePoint)).toList();
    boolean marked = parts.size() < result.parts().size();
    if (marked) {
      lose("messages.cache_point");
    }
    if (result.error() != null) {
      lose("messages.tool_result.error");
    }
    return marked || result.error() != null
        ? new Part.ToolResult(result.id(), parts, null)
        : result;
  }

  /** The request with its messages, tools and further wishes as the dialect can carry them. */
  public ChatRequest parts(ChatRequest request, Rules rules) {
    loseForeign("", request.extra());
    List<Message> messages = changed(request.messages(), message -> carry(message, rules));
    List<Tool> tools =
        request.tools() == null ? null : changed(request.tools(), tool -> carry(tool, rules));
    ChatRequest carried =
        withSupportedModalities(request, rules).withMessages(messages).withTools(tools);
    if (request.logprobs() == null || rules.tellsLogprobs()) {
      return carried;
    }
    lose("logprobs");
    return carried.withLogprobs(null);
  }

  private ChatRequest withSupportedModalities(ChatRequest request, Rules rules) {
    List<String> asked = request.modalities();
    if (asked == null
        || asked.stream().allMatch(one -> one.equals("text") || rules.supportsModality(one))) {
      return request;
    }
    lose("modalities");
    return request.withModalities(null);
  }

  /** What a dialect has of how words are drawn. */
  public ChatRequest sampling(ChatRequest request, Set<Sampling.Field> known) {
    Sampling left = request.sampling();
    if (left == null) {
      return request;
    }
    for (Sampling.Field field : Sampling.Field.values()) {
      if (!known.contains(field) && field.of(left).isPresent()) {
        lose(field.path());
        left = left.without(field);
      }
    }
    return left.equals(request.sampling()) ? request : request.withSampling(left);
  }

  /** For a dialect in which JSON without a schema cannot be asked for. */
  public ChatRequest schemasOnly(ChatRequest request) {
    if (!request.wantsAnyJson()) {
      return request;
    }
    lose("answerFormat.json");
    return request.withAnswerFormat(null);
  }

  /** For a dialect in which a schema has no words of its own. */
  public void undescribed(ChatRequest request) {
    AnswerFormat format = request.answerFormat();
    if (request.answerSchema() != null && format != null && format.description() != null) {
      lose("answerFormat.description");
    }
  }

  /** For a dialect whose messages have no members but those that are known. */
  public void unwritten(ChatRequest request) {
    for (Message message : request.messages()) {
      for (String dialect : dialects) {
        Extra.in(message.extra(), dialect)
            .fields()
            .keySet()
            .forEach(name -> lose("messages.extra.%s.%s".formatted(dialect, name)));
      }
    }
  }

  /** A number in the range that a dialect has; a changed one is a loss of that field. */
  public @Nullable Double within(@Nullable Double value, double least, double most, String field) {
    if (value == null || (value >= least && value <= most)) {
      return value;
    }
    lose(field);
    return Math.clamp(value, least, most);
  }

  /** A number in the range that a dialect takes; another is left out, and a loss of that field. */
  public @Nullable Double orNone(@Nullable Double value, double least, double most, String field) {
    Double near = within(value, least, most, field);
    return Objects.equals(near, value) ? value : null;
  }

  private Message carry(Message message, Rules rules) {
    loseForeign("messages.", message.extra());
    List<Part> carried = new ArrayList<>(message.parts().size());
    for (Part part : message.parts()) {
      if (part instanceof Part.Logprobs) {
        continue;
      }
      loseExtra(part);
      Part before = carried.isEmpty() ? null : carried.getLast();
      Part kept = rules.carry(part, new Place(message.role(), before), this);
      if (kept != null) {
        carried.add(kept);
      }
    }
    return carried.equals(message.parts())
        ? message
        : new Message(message.role(), carried, message.extra());
  }

  private @Nullable Tool carry(Tool tool, Rules rules) {
    if (tool.dialect() != null && !dialects.contains(tool.dialect())) {
      lose("tools." + tool.dialect());
      return null;
    }
    loseForeign("tools.", tool.extra());
    return rules.carry(tool, this);
  }

  private void loseExtra(Part part) {
    switch (part) {
      case Part.Image image -> loseForeign("messages.image.", image.extra());
      case Part.File file -> loseForeign("messages.file.", file.extra());
      case Part.ToolCall call -> loseForeign("messages.tool_call.", call.extra());
      case Part.ToolResult result -> result.parts().forEach(this::loseExtra);
      default -> {}
    }
  }

  private void loseForeign(String place, @Nullable Map<String, Json.Obj> extra) {
    if (extra != null) {
      extra.forEach(
          (owner, fields) -> {
            if (!dialects.contains(owner)) {
              fields
                  .fields()
                  .keySet()
                  .forEach(name -> lose("%sextra.%s.%s".formatted(place, owner, name)));
            }
          });
    }
  }

  private interface Change<T> {
    @Nullable T of(T item);
  }

  private static <T> List<T> changed(List<T> items, Change<T> change) {
    List<T> changed = new ArrayList<>(items.size());
    for (T item : items) {
      T made = change.of(item);
      if (made != null) {
        changed.add(made);
      }
    }
    return changed.equals(items) ? items : changed;
  }
}
