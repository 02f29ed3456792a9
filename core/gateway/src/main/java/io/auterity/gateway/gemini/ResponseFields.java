package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.XmlAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Gemini response beside its parts: its finish reason, its usage, and the vendor's
 * own fields. Of these some are of the whole response; all others are of its one candidate.
 */
final class ResponseFields {

  private static final String USAGE = "usageMetadata";
  private static final String GROUNDING = "groundingMetadata";
  private static final Set<String> OF_RESPONSE =
      Set.of("promptFeedback", "modelStatus", "createTime", "automaticFunctionCallingHistory");
  private static final Set<String> OURS =
      Set.of("content", "finishReason", "index", "candidates", "modelVersion", "responseId", USAGE);

  /** The vendor's words for content that it keeps back. */
  private static final Set<String> REFUSALS =
      Set.of(
          "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION");

  /** The vendor's words for any other end. */
  private static final Set<String> OTHERS =
      Set.of(
          "LANGUAGE",
          "OTHER",
          "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE",
          "IMAGE_OTHER",
          "NO_IMAGE");

  private final Json.Obj own;
  private final @Nullable XmlAnswer xml;

  ResponseFields(@Nullable Map<String, Json.Obj> extra, @Nullable XmlAnswer xml) {
    this.xml = xml;
    this.own = Extra.in(extra, GeminiDialect.NAME);
  }

  /** One response: a candidate with parts, ended or not. */
  static Json.Obj response(int index, List<Json> parts, Map<String, Json> ofCandidate) {
    return response(List.of(candidate(index, parts, ofCandidate)));
  }

  static Json.Obj response(List<Json> candidates) {
    return Json.EMPTY.with("candidates", Json.array(candidates));
  }

  static Json candidate(int index, List<Json> parts, Map<String, Json> ofCandidate) {
    Map<String, Json> candidate = new LinkedHashMap<>();
    candidate.put(
        "content", Json.EMPTY.with("parts", Json.array(parts)).with("role", Json.of("model")));
    candidate.putAll(ofCandidate);
    candidate.put("index", Json.of(index));
    return new Json.Obj(candidate);
  }

  /** Why it ended, and the vendor's own fields of a candidate. */
  Map<String, Json> ofCandidate(
      FinishReason reason,
      @Nullable String detail,
      @Nullable Json grounding,
      List<TokenLogprob> tokens) {
    Map<String, Json> fields = new LinkedHashMap<>();
    String word = word(reason, detail);
    fields.put("finishReason", Json.of(word));
    String vendors = NativeFinish.beside(word, reason, detail);
    if (vendors != null) {
      fields.put("finishMessage", Json.of(vendors));
    }
    if (grounding != null) {
      fields.put(GROUNDING, grounding);
    }
    fields.putAll(CandidateLogprobs.of(tokens));
    if (xml != null) {
      fields.put(XmlField.CAMEL, XmlField.json(xml));
    }
    own.fields()
        .forEach(
            (name, value) -> {
              if (!OF_RESPONSE.contains(name) && !OURS.contains(name)) {
                fields.put(name, value);
              }
            });
    return fields;
  }

  /** Whether the vendor told in its own words where the answer comes from. */
  boolean tellSources() {
    return own.get(GROUNDING) != null || own.get("citationMetadata") != null;
  }

  Json.Obj ofResponse(Json.Obj response) {
    Json.Obj all = response;
    for (String name : OF_RESPONSE) {
      Json value = own.get(name);
      all = value == null ? all : all.with(name, value);
    }
    return all;
  }

  private static String word(FinishReason reason, @Nullable String detail) {
    return switch (reason) {
      case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
      case CONTENT_REFUSED -> detail != null && REFUSALS.contains(detail) ? detail : "SAFETY";
      case PAUSED -> "OTHER";
      case OTHER -> detail != null && OTHERS.contains(detail) ? detail : "OTHER";
      default -> "STOP";
    };
  }

  /** What was used; thoughts are no part of what the candidate says. */
  Json.Obj usage(TokenUsage usage) {
    Map<String, Json> fields = new LinkedHashMap<>(counted(usage).fields());
    if (own.get(USAGE) instanceof Json.Obj told) {
      fields.putAll(told.fields());
    }
    return new Json.Obj(fields);
  }

  /** The same of several answers together, of which no vendor tells more. */
  static Json.Obj counted(TokenUsage usage) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("promptTokenCount", Json.of(usage.input()));
    fields.put("candidatesTokenCount", Json.of(usage.output() - usage.reasoning()));
    fields.put("totalTokenCount", Json.of(usage.input() + usage.output()));
    putSome(fields, "cachedContentTokenCount", usage.cachedInput());
    putSome(fields, "thoughtsTokenCount", usage.reasoning());
    return new Json.Obj(fields);
  }

  private static void putSome(Map<String, Json> fields, String name, long tokens) {
    if (tokens > 0) {
      fields.put(name, Json.of(tokens));
    }
  }
}
