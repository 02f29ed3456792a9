package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the dialect, as far as it has come: one object tells all of it, or each of a stream
 * tells more. Of what is told twice, the last counts.
 */
final class GeminiAnswer {

  private static final String LIKELIHOODS = "logprobsResult";
  private static final Set<String> READ =
      Set.of("candidates", "usageMetadata", "modelVersion", "responseId");
  private static final Set<String> READ_OF_CANDIDATE =
      Set.of("content", "finishReason", "index", "tokenCount", LIKELIHOODS);
  private static final Set<String> COUNTED =
      Set.of(
          "promptTokenCount",
          "cachedContentTokenCount",
          "candidatesTokenCount",
          "thoughtsTokenCount",
          "toolUsePromptTokenCount",
          "totalTokenCount");

  private static final Pattern BY_ANSWER = Pattern.compile("gemini-[12]\\b");
  private static final List<Modality> MODALITIES =
      List.of(
          new Modality("promptTokensDetails", "AUDIO", TokenUnit.AUDIO_INPUT),
          new Modality("promptTokensDetails", "IMAGE", TokenUnit.IMAGE_INPUT),
          new Modality("candidatesTokensDetails", "AUDIO", TokenUnit.AUDIO_OUTPUT),
          new Modality("candidatesTokensDetails", "IMAGE", TokenUnit.IMAGE_OUTPUT));

  /** Tokens of one kind of content, but those of the input that came from the vendor's cache. */
  private record Modality(String details, String name, TokenUnit unit) {

    private long in(Json.Obj usage) {
      long cached = details.startsWith("prompt") ? of(usage, "cacheTokensDetails") : 0;
      return of(usage, details) - cached;
    }

    private long of(Json.Obj usage, String list) {
      return ReplyFields.objects(usage, list).stream()
          .filter(one -> name.equals(one.text("modality")))
          .mapToLong(one -> ReplyFields.number(one, "tokenCount"))
          .sum();
    }
  }

  private final Map<String, Json> rest = new LinkedHashMap<>();
  private List<TokenLogprob> tokens = List.of();
  private String id = "";
  private String model = "";
  private Json.Obj usage = Json.EMPTY;
  private String ending = "";
  private int calls;
  private boolean called;

  /**
   * Takes what is told next.
   *
   * @return the parts in it
   */
  List<Part> take(Json.Obj reply) {
    tokens = List.of();
    id = id.isEmpty() ? ReplyFields.text(reply, "responseId") : id;
    model = model.isEmpty() ? ReplyFields.text(reply, "modelVersion") : model;
    if (reply.get("usageMetadata") instanceof Json.Obj told) {
      usage = told;
    }
    keep(reply, READ);
    List<Json.Obj> candidates = ReplyFields.objects(reply, "candidates");
    if (candidates.isEmpty()) {
      String blocked = ReplyFields.text(ReplyFields.object(reply, "promptFeedback"), "blockReason");
      ending = blocked.isEmpty() ? ending : blocked;
      return List.of();
    }
    Json.Obj candidate = candidates.getFirst();
    keep(candidate, READ_OF_CANDIDATE);
    tokens = LogprobsResult.read(ReplyFields.object(candidate, LIKELIHOODS));
    String reason = ReplyFields.text(candidate, "finishReason");
    ending = reason.isEmpty() ? ending : reason;
    List<Part> parts = new ArrayList<>();
    ReplyFields.objects(ReplyFields.object(candidate, "content"), "parts")
        .forEach(part -> read(part, parts));
    return parts;
  }

  private void keep(Json.Obj told, Set<String> read) {
    told.fields()
        .forEach(
            (name, value) -> {
              if (!read.contains(name)) {
                rest.put(name, value);
              }
            });
  }

  private void read(Json.Obj part, List<Part> parts) {
    String signature = part.text(ContentParts.SIGNATURE);
    Part said = said(part, signature);
    if (said instanceof Part.Opaque || said instanceof Part.Reasoning) {
      parts.add(said);
      return;
    }
    if (signature != null) {
      parts.add(new Part.Reasoning(null, signature, GeminiFit.DIALECT));
    }
    if (!(said instanceof Part.Text(String text) && text.isEmpty())) {
      parts.add(said);
    }
  }

  private Part said(Json.Obj part, @Nullable String signature) {
    boolean thought = part.get("thought") instanceof Json.Bool(boolean flag) && flag;
    if (part.get("functionCall") instanceof Json.Obj function) {
      return call(function);
    }
    if (part.get("text") instanceof Json.Str(String text)) {
      return thought ? new Part.Reasoning(text, signature, GeminiFit.DIALECT) : new Part.Text(text);
    }
    return part.get("inlineData") instanceof Json.Obj data && !thought
        ? data(ReplyFields.text(data, "mimeType"), ReplyFields.text(data, "data"), part)
        : new Part.Opaque(GeminiFit.DIALECT, part);
  }

  private static Part data(String type, String base64, Json.Obj part) {
    Map<String, Json> more = new LinkedHashMap<>(part.fields());
    more.remove("inlineData");
    more.remove(ContentParts.SIGNATURE);
    Map<String, Json.Obj> extra = Extra.of(GeminiFit.DIALECT, new Json.Obj(more));
    if (type.startsWith("image/")) {
      return new Part.Image(null, type, base64, extra);
    }
    return type.startsWith("audio/")
        ? new Part.Audio(type, base64)
        : new Part.File(null, null, type, base64, extra);
  }

  // Not every service names its calls, and the answer to each needs a name.
  private Part call(Json.Obj function) {
    if (function.get("partialArgs") != null || function.get("willContinue") != null) {
      throw VendorReply.unreadable("arguments of a tool come in pieces, which was not asked for");
    }
    called = true;
    calls++;
    String told = ReplyFields.text(function, "id");
    return new Part.ToolCall(
        told.isEmpty() ? "call_%s_%d".formatted(id, calls) : told,
        ReplyFields.text(function, "name"),
        ReplyFields.object(function, "args").toString());
  }

  /** How likely the tokens were that were told last. */
  List<TokenLogprob> tokens() {
    return tokens;
  }

  String id() {
    return id;
  }

  String model() {
    return model;
  }

  boolean ended() {
    return !ending.isEmpty();
  }

  /** What the vendor says why nothing may be shown. */
  String refusal() {
    String words = rest.get("finishMessage") instanceof Json.Str(String said) ? said : "";
    if (rest.get("promptFeedback") instanceof Json.Obj feedback && words.isEmpty()) {
      words = ReplyFields.text(feedback, "blockReasonMessage");
    }
    return words.isEmpty() ? ending : ending + ": " + words;
  }

  FinishReason reason() {
    return switch (ending) {
      case "STOP" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "JAILBREAK",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_REFUSED;
      default ->
          rest.get("promptFeedback") instanceof Json.Obj feedback
                  && ending.equals(feedback.text("blockReason"))
              ? FinishReason.CONTENT_REFUSED
              : FinishReason.OTHER;
    };
  }

  /** The vendor's word where the reason does not say it. */
  @Nullable String detail() {
    return switch (reason()) {
      case OTHER, CONTENT_REFUSED -> ended() ? ending : null;
      default -> null;
    };
  }

  /** What tools of the vendor's read is input too; thoughts are output, and stand apart here. */
  TokenUsage usage() {
    long input = count("promptTokenCount") + count("toolUsePromptTokenCount");
    long thoughts = count("thoughtsTokenCount");
    TokenUsage used =
        new TokenUsage(
            input,
            count("candidatesTokenCount") + thoughts,
            Math.min(count("cachedContentTokenCount"), input),
            thoughts);
    if (used.equals(TokenUsage.NONE)) {
      return used;
    }
    for (Modality one : MODALITIES) {
      used = used.and(one.unit().wire(), one.in(usage));
    }
    for (Map.Entry<String, Long> asked : asked().entrySet()) {
      used = used.and(asked.getKey(), asked.getValue());
    }
    return used;
  }

  /** What is billed beside tokens: searches, and the class of service. */
  private Map<String, Long> asked() {
    Map<String, Long> asked = new LinkedHashMap<>();
    String traffic = ReplyFields.text(usage, "trafficType").toLowerCase(Locale.ROOT);
    Surcharge.tier(ReplyFields.text(usage, "serviceTier"), traffic.replaceFirst("^on_demand_", ""))
        .ifPresent(unit -> asked.put(unit, 1L));
    if (rest.get("groundingMetadata") instanceof Json.Obj grounding) {
      asked.put(Surcharge.WEB_SEARCHES, searches(grounding));
      boolean maps =
          ReplyFields.objects(grounding, "groundingChunks").stream()
              .anyMatch(chunk -> chunk.get("maps") instanceof Json.Obj);
      asked.put(Surcharge.MAP_SEARCHES, maps ? 1L : 0L);
    }
    return asked;
  }

  /** Models before Gemini 3 are billed by the answer, however often they searched for it. */
  private long searches(Json.Obj grounding) {
    long queries =
        grounding.get("webSearchQueries") instanceof Json.Arr(List<Json> items) ? items.size() : 0;
    return BY_ANSWER.matcher(model).find() ? Math.min(1, queries) : queries;
  }

  private long count(String name) {
    return ReplyFields.number(usage, name);
  }

  /** Where the answer comes from, as far as sources were told by now. */
  List<Part> citations() {
    List<Part> citations = new ArrayList<>();
    if (rest.get("groundingMetadata") instanceof Json.Obj grounding) {
      List<Json.Obj> chunks = ReplyFields.objects(grounding, "groundingChunks");
      ReplyFields.objects(grounding, "groundingSupports")
          .forEach(support -> ground(support, chunks, citations));
    }
    if (rest.get("citationMetadata") instanceof Json.Obj metadata) {
      for (String list : List.of("citations", "citationSources")) {
        ReplyFields.objects(metadata, list)
            .forEach(
                source ->
                    citations.add(new Part.Citation("", source.text("uri"), source.text("title"))));
      }
    }
    return citations;
  }

  private static void ground(Json.Obj support, List<Json.Obj> chunks, List<Part> citations) {
    String said = ReplyFields.text(ReplyFields.object(support, "segment"), "text");
    if (!(support.get("groundingChunkIndices") instanceof Json.Arr(List<Json> indices))) {
      return;
    }
    for (Json index : indices) {
      if (index instanceof Json.Int(long number) && number >= 0 && number < chunks.size()) {
        citations.add(citation(chunks.get((int) number), said));
      }
    }
  }

  /** A source is of one type, which names the object that it stands in. */
  private static Part citation(Json.Obj chunk, String said) {
    for (Json value : chunk.fields().values()) {
      if (value instanceof Json.Obj source) {
        String quoted = ReplyFields.text(source, "text");
        return new Part.Citation(
            quoted.isEmpty() ? said : quoted, source.text("uri"), source.text("title"));
      }
    }
    return new Part.Citation(said, null, null);
  }

  /** What the canonical answer has no field for. */
  @Nullable Map<String, Json.Obj> extra() {
    Map<String, Json> told = new LinkedHashMap<>(rest);
    Map<String, Json> details = new LinkedHashMap<>(usage.fields());
    details.keySet().removeAll(COUNTED);
    if (!details.isEmpty()) {
      told.put("usageMetadata", new Json.Obj(details));
    }
    return Extra.of(GeminiFit.DIALECT, new Json.Obj(told));
  }
}
