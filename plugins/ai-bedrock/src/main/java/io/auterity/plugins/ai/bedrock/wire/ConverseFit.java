package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.ai.ClaudeSampling;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat request to its model at Bedrock's Converse API: cuts it to what that can carry.
 * Thoughts go back only as they were signed here; documents have names of their own, in letters
 * that the vendor takes; marks for the cache and errors of tools go only to models that know them.
 */
final class ConverseFit implements RequestFit.Rules {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String DIALECT = "bedrock";

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_NAME = 180;
  private static final Set<String> KEPT = Set.of("5m", "1h");

  private final BedrockFamily family;
  private final Set<String> names = new HashSet<>();

  private ConverseFit(BedrockFamily family) {
    this.family = family;
  }

  static ChatRequest of(ChatRequest request) {
    return fit(request, new RequestFit(DIALECT));
  }

  static List<String> lost(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    BedrockFamily family = BedrockFamily.of(request.model());
    Thinking asked = request.thinking();
    boolean thinks =
        asked != null && ConverseThinking.isOn(ConverseThinking.fields(asked, request, fit));
    ChatRequest carried =
        sampling(fit.schemasOnly(fit.parts(request, new ConverseFit(family))), thinks, family, fit);
    fit.systemFirst(request);
    if (Boolean.FALSE.equals(request.parallelTools())) {
      fit.lose("parallelTools");
    }
    if (request.user() != null) {
      fit.lose("user");
    }
    if ("none".equals(request.toolChoice()) && ConverseTools.arePartOf(carried)) {
      fit.lose("toolChoice");
    }
    return carried;
  }

  private static ChatRequest sampling(
      ChatRequest request, boolean thinks, BedrockFamily family, RequestFit fit) {
    if (family == BedrockFamily.CLAUDE) {
      return ClaudeSampling.carry(request, BedrockFamily.bare(request.model()), thinks, fit);
    }
    boolean nova = family == BedrockFamily.NOVA;
    return fit.sampling(request, nova ? Set.of(Sampling.Field.TOP_K) : Set.of())
        .withTemperature(fit.within(request.temperature(), 0, 1, "temperature"));
  }

  @Override
  public Tool carry(Tool tool, RequestFit fit) {
    if (tool.cachePoint() == null || family.cachesTools()) {
      return tool;
    }
    fit.lose("tools.cache_point");
    return tool.uncached();
  }

  @Override
  public @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.Text(String text) when text.isEmpty() -> null;
      case Part.Text(String text) when text.isBlank() -> fit.losePart("text");
      case Part.CachePoint mark -> carry(mark, place.before(), fit);
      case Part.File file -> carry(file, fit);
      case Part.ToolResult result -> carry(result, fit);
      case Part.ToolCall call -> carry(call, fit);
      default -> place.role() == Role.ASSISTANT ? carrySaid(part, place.before(), fit) : part;
    };
  }

  private static @Nullable Part carrySaid(Part part, @Nullable Part before, RequestFit fit) {
    return switch (part) {
      case Part.Reasoning thought -> isOurs(thought) ? part : fit.losePart("reasoning");
      case Part.Citation source ->
          isOurs(source) && (before instanceof Part.Text || before instanceof Part.Citation)
              ? part
              : fit.losePart("citation");
      case Part.Opaque piece when !piece.dialect().equals(DIALECT) ->
          fit.losePart("opaque." + piece.dialect());
      case Part.Image _ -> fit.losePart("image");
      case Part.Audio _ -> fit.losePart("audio");
      default -> part;
    };
  }

  private static boolean isOurs(Part.Reasoning thought) {
    return thought.signature() != null && DIALECT.equals(thought.dialect());
  }

  private static boolean isOurs(Part.Citation source) {
    return !Extra.in(source.extra(), DIALECT).fields().isEmpty();
  }

  private @Nullable Part carry(Part.CachePoint mark, @Nullable Part before, RequestFit fit) {
    if (!family.caches() || before == null || before instanceof Part.CachePoint) {
      return fit.losePart("cache_point");
    }
    if (mark.ttl() == null || KEPT.contains(mark.ttl())) {
      return mark;
    }
    fit.lose("messages.cache_point.ttl");
    return new Part.CachePoint(null);
  }

  private Part.File carry(Part.File file, RequestFit fit) {
    if (MediaFormat.video(file.mediaType()) != null) {
      return file;
    }
    String type = file.mediaType();
    if (MediaFormat.document(type) == null && MediaFormat.isText(type)) {
      fit.lose("messages.file.mediaType");
      type = "text/plain";
    }
    return new Part.File(name(file.name(), fit), file.url(), type, file.base64(), file.extra());
  }

  /** The vendor takes few characters, and no two documents of one name. */
  private String name(@Nullable String said, RequestFit fit) {
    String wanted =
        said == null
            ? "Document"
            : said.replaceAll("[^A-Za-z0-9 ()\\[\\]-]", "-").replaceAll(" {2,}", " ").strip();
    String kept =
        wanted.isEmpty()
            ? "Document"
            : wanted.substring(0, Math.min(LONGEST_NAME, wanted.length()));
    String name = kept;
    for (int i = 2; !names.add(name); i++) {
      name = "%s (%d)".formatted(kept, i);
    }
    if (said != null && !said.equals(name)) {
      fit.lose("messages.file.name");
    }
    return name;
  }

  private static Part carry(Part.ToolCall call, RequestFit fit) {
    String id = id(call.id(), fit);
    return id.equals(call.id())
        ? call
        : new Part.ToolCall(id, call.name(), call.arguments(), call.extra());
  }

  private Part carry(Part.ToolResult result, RequestFit fit) {
    String id = id(result.id(), fit);
    List<Part.Content> parts = new ArrayList<>(result.parts().size());
    for (Part.Content part : result.parts()) {
      if (part instanceof Part.CachePoint) {
        fit.lose("messages.cache_point");
      } else if (!(part instanceof Part.Text(String text) && text.isEmpty())) {
        parts.add(part instanceof Part.File file ? carry(file, fit) : part);
      }
    }
    Boolean error = result.error();
    if (error != null && error && !family.takesStatus()) {
      fit.lose("messages.tool_result.error");
    }
    Boolean told = family.takesStatus() ? error : null;
    return new Part.ToolResult(id, parts, told);
  }

  /** Other vendors' ids may be longer, or hold characters that this one refuses. */
  private static String id(String id, RequestFit fit) {
    if (ID.matcher(id).matches()) {
      return id;
    }
    fit.lose("messages.tool_call.id");
    String kept = id.replaceAll("[^a-zA-Z0-9_.:-]", "_");
    String told = "%s-%08x".formatted(kept, id.hashCode());
    return told.substring(Math.max(0, told.length() - LONGEST_ID));
  }
}
